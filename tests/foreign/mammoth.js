// Converts documents with mammoth: a line of JSON each, with the HTML and the comments as mammoth read them.
"use strict";
const mammoth = require("mammoth");

async function convert(path) {
  let comments = [];
  const options = {
    styleMap: ["comment-reference => sup"],
    ignoreEmptyParagraphs: false,
    transformDocument: (document) => {
      comments = document.comments.map((c) => ({id: c.commentId, author: c.authorName, initials: c.authorInitials}));
      return document;
    },
  };
  const result = await mammoth.convertToHtml({path}, options);
  return {path, html: result.value, comments};
}

(async () => {
  for (const path of process.argv.slice(2)) console.log(JSON.stringify(await convert(path)));
})();
