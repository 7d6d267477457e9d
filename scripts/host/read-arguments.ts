/** The arguments of a command, or its usage: nobody who mistypes an option gets a stack trace. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends the process with the usage: 0 when asked for by `--help`, 2 when the arguments are not understood. */
export function readArguments<const T extends ParseArgsConfig>(
  config: T,
  usage: string,
): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch {
    console.error(usage);
    process.exit(2);
  }
}
