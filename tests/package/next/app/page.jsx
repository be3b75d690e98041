import { load } from 'label-smoothing';
import { InTheBrowser } from './in-the-browser';

export default async function Page() {
  const ls = await load();
  const loss = ls.crossEntropy(Float32Array.of(1, 2, 3, 4, 5), [1], { classes: 5, labelSmoothing: 0.1 });
  return (
    <>
      <output id="server">{loss}</output>
      <InTheBrowser />
    </>
  );
}
