// Fills TEMPLATE by docxtemplater, in one process: node fill.js TEMPLATE OUT-FOLDER WARM DATA... makes a document of each DATA (JSON), and
// prints the documents a second of a core, and of the clock, of those behind the first WARM.
const fs = require("fs");
const path = require("path");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [template, out, warm, ...data] = process.argv.slice(2);
const blank = fs.readFileSync(template);
let core, clock;
data.forEach((file, number) => {
  if (number === Number(warm)) [core, clock] = [process.cpuUsage(), process.hrtime.bigint()];
  const document = new Docxtemplater(new PizZip(blank), { paragraphLoop: true, linebreaks: true });
  document.render(JSON.parse(fs.readFileSync(file, "utf8")));
  fs.writeFileSync(path.join(out, path.basename(file, ".json") + ".docx"), document.toBuffer({ compression: "DEFLATE" }));
});
const { user, system } = process.cpuUsage(core);
const count = data.length - warm;
console.log(count / ((user + system) / 1e6), count / (Number(process.hrtime.bigint() - clock) / 1e9));
