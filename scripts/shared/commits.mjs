// Checks the subjects of commits, as far as the clone has the history.
import { Failure, run } from './common.mjs';

const longest = 72;
/** The last commit before the rule. */
const base = 'b105e54e13409678e7ac4b6300b4363d719f82c2';

/** Throws a Failure that lists the subjects that are too long. Passes in a shallow clone or without Git. */
export async function checkCommitSubjects() {
  const known = await run('git', ['merge-base', '--is-ancestor', base, 'HEAD'], { check: false }).catch(
    () => undefined,
  );
  if (known?.code !== 0) return;
  const { stdout } = await run('git', ['log', '--no-merges', '--format=%h %s', `${base}..HEAD`]);
  const long = stdout.split('\n').filter((line) => [...line.slice(line.indexOf(' ') + 1)].length > longest);
  if (long.length === 0) return;
  throw new Failure(`${long.length} subjects of commits are longer than ${longest} characters`, {
    output: long.join('\n'),
    hint: 'Say less there and the rest in the body: git rebase --interactive',
  });
}
