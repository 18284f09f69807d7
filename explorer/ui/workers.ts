// The editor parses and completes in workers, whose files are next to this script.
window.MonacoEnvironment = {
  getWorker: (_workerId, label) => {
    const name = label === 'graphql' || label === 'json' ? label : 'editor';
    return new Worker(new URL(`./${name}.worker.js`, import.meta.url));
  },
};
