// npm run claims: trains what the page talks about over several seeds, with the default settings of its figures, and writes
// the results to web/page/claims.json. The page's sentences take their numbers from there. The first of these runs is
// written to web/page/recorded-run.json, epoch by epoch: the page's pictures show it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildWithoutSite } from './build.mjs';
import { main, root } from './shared/common.mjs';

const seedCount = 10;
const output = 'web/page/claims.json';
const recording = 'web/page/recorded-run.json';

/** Attributes of `<label-smoothing figure="training">` that differ from its defaults. */
const scenarios = {
  default: {},
  light: { alpha: '0.05' },
  clean: { noise: '0' },
  noisy: { noise: '0.4', spread: '0.8', samples: '1000', alpha: '0.7' },
};

/** Four decimals: nothing smaller matters. */
const round = (value) => Number(value.toFixed(4));
const written = (results) => JSON.stringify(results, (_, value) => (typeof value === 'number' ? round(value) : value));

await main(async () => {
  await buildWithoutSite();
  const { load, loadTraining } = await import(join(root, 'dist/lib/index.js'));
  const work = await import(join(root, 'dist/figures/runs/index.js'));
  const ls = await load();
  // The variant that the figures use.
  const training = await loadTraining({ variant: 'simd' });
  const valuesOf = (figure, attributes) => work.resolve(figure, (name) => attributes[name] ?? null).values;
  const log = (text) => process.stdout.write(`  ${text}\n`);

  const comparisons = {};
  for (const [name, attributes] of Object.entries(scenarios)) {
    const runs = [];
    for (let seed = 1; seed <= seedCount; seed++) {
      runs.push(compare(valuesOf('training', { ...attributes, seed: String(seed) })));
    }
    comparisons[name] = { attributes, ...summarize(runs) };
    log(`training, ${name}: ${JSON.stringify(comparisons[name].difference.accuracy)} accuracy by smoothing`);
  }
  const sweep = work
    .sweepJobs(valuesOf('alpha-sweep', { runs: String(seedCount) }), undefined)
    .map((job) => work.measureSweep(ls, job, work.runSweepJob(training, job)));
  log(`alpha-sweep: ${sweep.length} networks`);
  const distillation = {};
  for (const [name, attributes] of Object.entries({ default: {}, clean: { noise: '0' } })) {
    distillation[name] = work
      .distillationJobs(valuesOf('distillation', { ...attributes, runs: String(seedCount) }), undefined)
      .flatMap((job) => work.measureDistillation(ls, job, work.runDistillationJob(training, job)));
    log(`distillation, ${name}: ${distillation[name].length} networks`);
  }
  const claims = { seeds: seedCount, comparisons, sweep, distillation };
  const text = written(claims);
  // One line per network keeps diffs readable.
  await writeFile(join(root, output), `${text.replaceAll(/(?<=[[,])(\{"(?:alpha|seed)":)/g, '\n$1')}\n`);
  await writeFile(join(root, recording), record(valuesOf('training', {})));
  log(`written to ${output} and ${recording}`);

  /** One run, epoch by epoch, an epoch a line; measures and projections of the hard network before those of the other. */
  function record(values) {
    const run = new work.Comparison(training, work.runSettings(values, undefined), values.alpha);
    const lines = [];
    let outcome = run.advance(0, undefined);
    const { stepsPerEpoch, classes, trainTargets, testTargets } = outcome;
    const total = values.epochs * stepsPerEpoch;
    const measured = (split, targets) =>
      outcome.networks.map((network) => ls.calibration(network[split], targets, { classes }));
    for (;;) {
      const moment = {
        epoch: outcome.step / stepsPerEpoch,
        train: measured('train', trainTargets).map(work.measures),
        test: measured('test', testTargets).map(work.measures),
      };
      lines.push(written(moment));
      if (outcome.step >= total) break;
      outcome = run.advance(stepsPerEpoch, { kind: 'projection', classes: values.shown });
    }
    run.free();
    const bins = measured('test', testTargets).map((one) => one.bins);
    const { networks, classes: shown } = outcome.projection;
    const clusters = networks.map(({ train, test }) => ({
      train: work.clusters(train, shown.length),
      test: work.clusters(test, shown.length),
    }));
    return `{"values":${JSON.stringify(values)},
"stepsPerEpoch":${stepsPerEpoch},
"history":[
${lines.join(',\n')}
],
"bins":${written(bins)},
"clusters":${written(clusters)}}
`;
  }

  function compare(values) {
    const run = new work.Comparison(training, work.runSettings(values, undefined), values.alpha);
    let outcome = run.advance(0, undefined);
    const total = values.epochs * outcome.stepsPerEpoch;
    while (outcome.step < total) outcome = run.advance(outcome.stepsPerEpoch, undefined);
    run.free();
    const { classes, trainTargets, testTargets, networks } = outcome;
    return networks.map(({ train, test }) => ({
      ...work.measures(ls.calibration(test, testTargets, { classes })),
      trainAccuracy: ls.calibration(train, trainTargets, { classes }).accuracy,
    }));
  }

  /** Mean and spread of every measure over the seeds: of both networks, and of the difference that smoothing makes. */
  function summarize(runs) {
    const over = (pick) =>
      Object.fromEntries(
        Object.keys(runs[0][0]).map((measure) => [measure, work.meanAndSpread(runs.map((run) => pick(run, measure)))]),
      );
    return {
      hard: over(([hard], measure) => hard[measure]),
      smoothed: over(([, smoothed], measure) => smoothed[measure]),
      difference: over(([hard, smoothed], measure) => smoothed[measure] - hard[measure]),
    };
  }
});
