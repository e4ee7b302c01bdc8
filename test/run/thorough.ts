/**
 * Whether tests try all that they can, as with scripts/test --all-faults: every row and every shuffle, where a default run
 * takes those that no cheaper test stands for. jest.config.js goes by the same variable.
 */
export const thorough = process.env['STAR7_TEST_THOROUGH'] !== undefined;
