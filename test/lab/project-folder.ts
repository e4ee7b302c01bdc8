/** The checkout, from test/ (jest) and from dist/test/ (scripts) alike. */
export { projectFolder } from '#config/version';
