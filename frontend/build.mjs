// Builds the one file that browsers load; --check compares it with what is checked in, --test builds the unit tests.
import { build } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const OUT = new URL("../custom_components/energy_trade/frontend/energy-trade.js", import.meta.url);
const MOST_BYTES_GZIPPED = 150_000;

const common = {
  bundle: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text" },
  logLevel: "warning",
};

// Indentation within templates is for those who read the source.
const slimTemplates = {
  name: "slim-templates",
  setup(builder) {
    builder.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/>\s*\n\s*</g, "><"),
      loader: "ts",
    }));
  },
};

async function bundle() {
  const result = await build({
    ...common,
    entryPoints: ["src/main.ts"],
    minify: true,
    write: false,
    plugins: [slimTemplates],
    banner: { js: "/* Energy Trade's cards. Made by script/frontend from frontend/; contains Lit (BSD-3-Clause) and uPlot (MIT). */" },
  });
  return result.outputFiles[0].contents;
}

if (process.argv.includes("--test")) {
  await rm(".test", { recursive: true, force: true });
  const names = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));
  await build({ ...common, entryPoints: names.map((name) => `test/${name}`), outdir: ".test", outExtension: { ".js": ".mjs" }, platform: "node" });
} else {
  const made = await bundle();
  const gzipped = gzipSync(made, { level: 9 }).length;
  if (gzipped > MOST_BYTES_GZIPPED) {
    console.error(`The bundle has ${gzipped} bytes gzipped; at most ${MOST_BYTES_GZIPPED} are allowed.`);
    process.exit(1);
  }
  if (process.argv.includes("--check")) {
    const there = await readFile(OUT).catch(() => Buffer.alloc(0));
    if (!there.equals(Buffer.from(made))) {
      console.error("custom_components/energy_trade/frontend/ is not what frontend/ makes: run script/frontend.");
      process.exit(1);
    }
  } else {
    await mkdir(new URL(".", OUT), { recursive: true });
    await writeFile(OUT, made);
  }
  console.log(`energy-trade.js: ${made.length} bytes, ${gzipped} gzipped`);
}
