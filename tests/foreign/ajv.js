// Judges YAML by a JSON Schema with ajv: arguments are SCHEMA FILE SCHEMA FILE ..., a line of JSON each pair.
"use strict";
const fs = require("fs");
const Ajv = require("ajv");
const yaml = require("js-yaml");

const ajv = new Ajv({allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false, validateFormats: false});
const schemas = new Map();

function judge(schema, file) {
  if (!schemas.has(schema)) schemas.set(schema, ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8"))));
  const valid = schemas.get(schema);
  const tree = yaml.load(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""), {schema: yaml.CORE_SCHEMA});
  const ok = valid(tree);
  return {file, ok, errors: (valid.errors || []).map((e) => `${e.instancePath}: ${e.message}`)};
}

for (let i = 2; i + 1 < process.argv.length; i += 2) console.log(JSON.stringify(judge(process.argv[i], process.argv[i + 1])));
