// The element where there is a document and no browser, as in component tests under jsdom.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { installPackage, requireTool } from './support.mjs';

let consumer;
before(async () => {
  consumer = await installPackage();
});
after(() => consumer?.close());

it('is inert under jsdom: it has values and children, and breaks nothing around it', async () => {
  const path = await consumer.write(
    'component.mjs',
    `import { JSDOM } from ${JSON.stringify(requireTool.resolve('jsdom'))};
     const { window } = new JSDOM('<!doctype html><main></main>', { pretendToBeVisual: true });
     const { document } = window;
     for (const name of ['window', 'document', 'HTMLElement', 'customElements', 'CustomEvent', 'CSSStyleSheet', 'ShadowRoot', 'Element', 'Node'])
       globalThis[name] = window[name];
     const failures = [];
     process.on('unhandledRejection', (error) => failures.push(String(error)));
     window.addEventListener('error', ({ message }) => failures.push(message));
     console.error = console.warn = (...args) => failures.push(args.join(' '));
     await import('label-smoothing/element');
     const main = document.querySelector('main');
     main.innerHTML = '<label-smoothing figure="targets" alpha="0.3"><b>child</b></label-smoothing><label-smoothing figure="heatmap" loading="eager"></label-smoothing>';
     const [figure, eager] = main.children;
     // Longer than a figure would take that had begun by now.
     await (await import('label-smoothing')).load();
     await new Promise((done) => setTimeout(done));
     const first = figure.alpha;
     figure.setState({ classes: 7 });
     main.append(figure);
     const { alpha, classes } = figure.getState();
     main.replaceChildren();
     await new Promise((done) => setTimeout(done));
     console.log(JSON.stringify({ first, alpha, classes, text: figure.textContent, readout: eager.getReadout(), failures }));`,
  );
  const { stdout } = await consumer.run(process.execPath, [path]);
  assert.deepEqual(JSON.parse(stdout), {
    first: 0.3,
    alpha: 0.3,
    classes: 7,
    text: 'child',
    readout: {},
    failures: [],
  });
});
