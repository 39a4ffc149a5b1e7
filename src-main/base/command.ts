/** How the command is run from a terminal, as it stands in sentences that tell a person what to type. */
export const RESYNC = 'npm run -s resync --';
