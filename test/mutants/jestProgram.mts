/** Jest, in a process that ends with the one that started it. Arguments are jest's. */
import { run } from 'jest';

process.once('disconnect', () => process.exit(1));
await run(process.argv.slice(2));
