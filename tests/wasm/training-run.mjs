// A run whose checksum is committed in tests/golden/training-checksums.json. It needs no Node, so that browsers can run it.

async function digest(...arrays) {
  const all = new Blob(arrays);
  const hash = await crypto.subtle.digest('SHA-256', await all.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Makes data, trains a teacher and a student, and returns the SHA-256 of the results. */
export async function run(training) {
  const data = training.dataset({ noise: 0.2, size: 200, testSize: 50, seed: 3 });
  const net = training.mlp({ inputs: 16, classes: 10, labelSmoothing: 0.1, learningRate: 0.003, seed: 5 });
  const initial = net.parameters;
  const losses = [];
  for (let epoch = 0; epoch < 5; epoch++) {
    const order = training.permutation(200, epoch);
    for (let first = 0; first < 200; first += 50) {
      const batch = Array.from(order.subarray(first, first + 50));
      const x = Float32Array.from(batch.flatMap((i) => [...data.train.features.subarray(16 * i, 16 * i + 16)]));
      const y = Int32Array.from(batch, (i) => data.train.targets[i]);
      losses.push(net.step(x, y));
    }
  }
  const student = training.mlp({ inputs: 16, classes: 10, hidden: [32], optimizer: 'sgd', momentum: 0.9, seed: 6 });
  const soft = net.probabilities(data.train.features, { temperature: 3 });
  for (let step = 0; step < 20; step++) losses.push(student.step(data.train.features, soft, { temperature: 3 }));
  const plane = ['moons', 'spirals', 'rings'].map((kind) => training.dataset({ kind, size: 60, testSize: 9, seed: 4 }));
  const result = {
    data: await digest(
      ...[data, ...plane].flatMap(({ train, test }) => [train.features, train.targets, test.features]),
    ),
    initial: await digest(initial),
    losses: await digest(Float64Array.from(losses)),
    parameters: await digest(net.parameters, student.parameters),
    outputs: await digest(net.probabilities(data.test.features), student.penultimate(data.test.features)),
  };
  net.free();
  student.free();
  return result;
}
