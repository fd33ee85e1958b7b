const modules = {
  core: require('cephwire'),
  buffer: require('cephwire/buffer'),
  capture: require('cephwire/capture'),
  reading: require('cephwire/decode'),
  features: require('cephwire/features'),
  inspect: require('cephwire/inspect'),
};

Promise.all([import('./input.mjs'), import('./report.mjs')]).then(([{ input }, { report }]) => console.log(JSON.stringify(report(modules, input))));
