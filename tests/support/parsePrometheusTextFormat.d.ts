/** The package has no types. */
declare module 'parse-prometheus-text-format' {
  function parsePrometheusTextFormat(text: string): readonly object[];
  export { parsePrometheusTextFormat as default };
}
