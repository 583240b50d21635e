// The packages of Node name their system in a form that pnpm does not read, and would all be installed. One for each
// system is ten seconds faster than the package "node", whose build script runs npm, so that macOS alone uses that.
const OF_A_SYSTEM = /^node-(linux|win)-(x64|arm64)$/;
const SYSTEMS = { linux: "linux", win: "win32" };

export const hooks = {
  readPackage(manifest) {
    if (manifest.name === "node") return { ...manifest, os: ["darwin"] };
    const [, system, cpu] = OF_A_SYSTEM.exec(manifest.name) ?? [];
    return system === undefined ? manifest : { ...manifest, os: [SYSTEMS[system]], cpu: [cpu] };
  },
};
