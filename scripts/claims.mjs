// npm run claims: trains what the page talks about over several seeds, with the default settings of its figures. The page's
// sentences take their numbers from what it writes to web/page/claims.json and web/figures/recordings/; the latter are
// also the runs that figures show before anybody trains.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildWithoutSite } from './build.mjs';
import { main, root } from './shared/common.mjs';

const seedCount = 10;
const output = 'web/page/claims.json';
const recordings = 'web/figures/recordings';

/**
 * The comparisons to record, as attributes that differ from the defaults, each named after its data; and at most how many
 * moments and maps to keep of it. Of pictures it is also recorded what the networks say in the end.
 */
const recorded = {
  fashion: { attributes: {}, moments: 20, maps: 11 },
  gaussian: { attributes: { dataset: 'gaussian' }, moments: 80, maps: 11 },
  // The one in the page's head, which counts as part of the first view.
  spirals: {
    attributes: { dataset: 'spirals', noise: '0', epochs: '300', alpha: '0.3', view: 'regions' },
    moments: 30,
    maps: 4,
  },
};
/** Cells along each side of a stored map of decision regions. */
const storedRegions = 20;

/** Attributes of `<label-smoothing figure="training">` that differ from its defaults. */
const scenarios = {
  default: {},
  light: { alpha: '0.05' },
  noisy: { noise: '0.2' },
  digits: { dataset: 'digits' },
  gaussian: { dataset: 'gaussian' },
  gaussianClean: { dataset: 'gaussian', noise: '0' },
  gaussianNoisy: { dataset: 'gaussian', noise: '0.4', spread: '0.8', samples: '1000', alpha: '0.7' },
};
/** Of which a network that is wrong is called sure. */
const sure = 0.9;

/** Four decimals: nothing smaller matters. */
const round = (value) => Number(value.toFixed(4));
const written = (results) => JSON.stringify(results, (_, value) => (typeof value === 'number' ? round(value) : value));
/** Lines of a few numbers each keep diffs readable. */
const lines = (json) => `${json.replaceAll(/(?<=[[,])(\{"(?:alpha|seed)":|\[(?=[\d.]))/g, '\n$1')}\n`;

/** `npm run claims -- comparisons` records these alone, in seconds. */
const onlyComparisons = process.argv.includes('comparisons');

await main(async () => {
  await buildWithoutSite();
  const { load, loadTraining } = await import(join(root, 'dist/lib/index.js'));
  const work = await import(join(root, 'dist/figures/runs/index.js'));
  const ls = await load();
  // The variant that the figures use.
  const training = await loadTraining({ variant: 'simd' });
  const valuesOf = (figure, attributes) => work.resolve(figure, (name) => attributes[name] ?? null).values;
  const pictures = {};
  for (const name of ['fashion', 'digits']) {
    const { default: unpack } = await import(join(root, `dist/lib/data/${name}.js`));
    pictures[name] = await unpack();
  }
  const settingsOf = (values) => work.runSettings(values, pictures[values.data]);
  const log = (text) => process.stdout.write(`  ${text}\n`);

  const store = async (name, content) =>
    writeFile(join(root, recordings, `${name}.json`), lines(JSON.stringify(content)));
  for (const [name, { attributes, ...most }] of Object.entries(recorded)) {
    const { curves, maps, gallery, predictions } = record(valuesOf('training', attributes), most);
    await store(`${name}-curves`, curves);
    await store(`${name}-maps`, maps);
    if (gallery) {
      await store(`${name}-gallery`, gallery);
      await store(`${name}-predictions`, predictions);
    }
  }
  if (!onlyComparisons) await measureAll();
  log(`written to ${output} and ${recordings}`);

  async function measureAll() {
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
      .sweepJobs(valuesOf('alpha-sweep', { runs: String(seedCount) }), pictures.fashion)
      .map((job) => work.measureSweep(ls, job, work.runSweepJob(training, job)));
    log(`alpha-sweep: ${sweep.length} networks`);
    const distillation = {};
    for (const [name, attributes] of Object.entries({ default: {}, noisy: { noise: '0.2' } })) {
      distillation[name] = work
        .distillationJobs(valuesOf('distillation', { ...attributes, runs: String(seedCount) }), pictures.fashion)
        .flatMap((job) => work.measureDistillation(ls, job, work.runDistillationJob(training, job)));
      log(`distillation, ${name}: ${distillation[name].length} networks`);
    }
    const { default: defaults, ...others } = distillation;
    const claims = { seeds: seedCount, comparisons, distillation: others };
    await writeFile(join(root, output), lines(written(claims)));
    const runs = { runs: String(seedCount) };
    await store('alpha-sweep', work.writeSweep(valuesOf('alpha-sweep', runs), sweep));
    await store('distillation', work.writeDistillation(valuesOf('distillation', runs), defaults));
  }

  /** One run: its curves epoch by epoch, and its maps at the moments at which most has happened since the last. */
  function record(values, most) {
    const run = new work.Comparison(training, settingsOf(values), values.alpha);
    let outcome = run.advance(0, undefined);
    const { stepsPerEpoch, inputs } = outcome;
    const stride = Math.ceil(values.epochs / most.moments);
    const places = Array.from(
      { length: most.maps - 1 },
      (_, index) => (values.epochs / stride) ** (index / (most.maps - 2)),
    );
    const mapped = new Set([0, ...places.map((place) => stride * Math.round(place))]);
    const picture =
      inputs === 2 ? { kind: 'regions', size: storedRegions } : { kind: 'projection', classes: values.shown };
    const history = [];
    const maps = [];
    for (let epoch = 0; epoch <= values.epochs; epoch++) {
      if (epoch > 0) outcome = run.advance(stepsPerEpoch, undefined);
      if (epoch % stride !== 0 && epoch !== values.epochs) continue;
      history.push(work.momentOf(ls, outcome));
      if (mapped.has(epoch)) maps.push({ epoch, ...run.advance(0, picture) });
    }
    const set = pictures[values.data];
    const { networks, testTargets, classes } = outcome;
    const predictions =
      set &&
      work.writePredictions(
        classes,
        testTargets,
        networks.map(({ test }) => test),
      );
    const gallery =
      set &&
      work.writeGallery(
        values.epochs,
        work.testPictures(training, set, values.seed),
        run.advance(0, { kind: 'gallery' }).gallery,
      );
    run.free();
    return {
      curves: work.writeComparison(values, stepsPerEpoch, inputs, history),
      maps: work.writeMaps(maps),
      gallery,
      predictions,
    };
  }

  /** Both networks at the end of a run, and when the loss on the test examples had been lowest. */
  function compare(values) {
    const run = new work.Comparison(training, settingsOf(values), values.alpha);
    let outcome = run.advance(0, undefined);
    const { stepsPerEpoch, classes, trainTargets, testTargets } = outcome;
    const total = values.epochs * stepsPerEpoch;
    const losses = [[], []];
    while (outcome.step < total) {
      outcome = run.advance(stepsPerEpoch * 4, undefined);
      outcome.networks.forEach(({ test }, network) => {
        const { nll } = ls.calibration(test, testTargets, { classes });
        losses[network].push({ epoch: outcome.step / stepsPerEpoch, nll });
      });
    }
    run.free();
    return outcome.networks.map(({ train, test }, network) => {
      const turn = losses[network].reduce((best, one) => (one.nll < best.nll ? one : best));
      return {
        ...work.measures(ls.calibration(test, testTargets, { classes })),
        trainAccuracy: ls.calibration(train, trainTargets, { classes }).accuracy,
        sureMistakes: sureMistakes(test, testTargets, classes),
        turn: turn.epoch,
        lowestNll: turn.nll,
      };
    });
  }

  /** The share of examples of which a network is sure, and wrong. */
  function sureMistakes(probabilities, targets, classes) {
    const wrong = targets.filter((target, row) => {
      const own = probabilities.subarray(row * classes, (row + 1) * classes);
      const confidence = Math.max(...own);
      return confidence > sure && own.indexOf(confidence) !== target;
    });
    return wrong.length / targets.length;
  }

  /**
   * Mean and spread of every measure over the seeds, of both networks and of the difference that smoothing makes; and for
   * how many seeds it makes the measure larger.
   */
  function summarize(runs) {
    const over = (pick) =>
      Object.fromEntries(
        Object.keys(runs[0][0]).map((measure) => [measure, work.meanAndSpread(runs.map((run) => pick(run, measure)))]),
      );
    return {
      hard: over(([hard], measure) => hard[measure]),
      smoothed: over(([, smoothed], measure) => smoothed[measure]),
      difference: over(([hard, smoothed], measure) => smoothed[measure] - hard[measure]),
      rising: Object.fromEntries(
        Object.keys(runs[0][0]).map((measure) => [
          measure,
          runs.filter(([hard, smoothed]) => smoothed[measure] > hard[measure]).length,
        ]),
      ),
    };
  }
});
