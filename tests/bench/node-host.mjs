// A contestant in a Node process of its own: requests { method, argument } over the channel to the parent, one at a time.
import { openSession } from './session.mjs';

const session = await openSession(JSON.parse(process.argv[2]));

process.on('message', async ({ method, argument }) => {
  try {
    process.send({ result: await session[method](argument) });
  } catch (error) {
    process.send({ error: String(error?.message ?? error) });
  }
});
process.on('disconnect', () => process.exit());
process.send({ result: 'ready' });
