/** Whether the page is being printed: a figure may arrive meanwhile. */

let printing = false;
const types = ['beforeprint', 'afterprint'];
for (const type of types) {
  addEventListener(type, () => {
    printing = type === 'beforeprint';
  });
}

export const isPrinting = () => printing;

/** Calls `turned` when a print begins or ends; before the paper comes no frame. Returns what ends that. */
export function watchPrints(turned: () => void): () => void {
  for (const type of types) addEventListener(type, turned);
  return () => {
    for (const type of types) removeEventListener(type, turned);
  };
}
