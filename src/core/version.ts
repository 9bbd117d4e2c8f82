/** The version of this action, as in package.json; a unit test keeps the two alike. */
export const version = '0.1.0'
