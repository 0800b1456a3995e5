"""Files that people take for a Word document, with what Cairn says that they are: the beginnings by which they are known."""

import io
import struct
import zipfile

SAVE_AS = "open it in Word and save it as .docx"
LOOK = "Cairn reads Word trackers: look for the Word document"
ATTACHED = "open it, and save the tracker that is attached to it"
SHOWN = "look for the Word document that it shows"
SOUND = "take a sound copy"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")


def entry(name, kind, start=0, size=0):
    """One entry of a compound file's directory."""
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def compound(*streams, encrypted=False, shift=9):
    """A compound file with such streams: its header, its directory, and the first sector of a Word document."""
    size = 1 << shift
    header = (COMPOUND + bytes(16) + struct.pack("<HHHH", 0x3E, 3, 0xFFFE, shift)).ljust(size, b"\0")
    directory = (entry("Root Entry", 5) + b"".join(entry(name, 2, 1, 4096) for name in streams)).ljust(size, b"\0")
    return header + directory + struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x809, 0, 0x1200 | encrypted << 8).ljust(size, b"\0")


def owner(name):
    """The note beside a document that this person has open."""
    one_byte = bytes([len(name)]) + name.encode("latin-1").ljust(53, b" ")
    return one_byte + (struct.pack("<H", len(name)) + name.encode("utf-16-le")).ljust(108, b" ")


def packed(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return made.getvalue()


MAIL = b"From: M. Reid <reid@school.example>\r\nTo: office@school.example\r\nSubject: The tracker\r\n\r\nHere it is.\r\n"
OUTLOOK = compound("__properties_version1.0")
WORD_2003 = b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?>\r\n<w:wordDocument/>'
FLAT = b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'

FILES = [
    ("empty", b"", "an empty file", SOUND),
    ("zeros", bytes(4096), "a file of nothing but zeros, as is left of a copy that did not finish", SOUND),
    ("owner file", owner("M. Reid"), "the note that Word keeps beside a document that somebody has open",
     "give the document itself, whose name does not begin with `~$`"),
    ("AppleDouble", bytes.fromhex("00051607") + bytes(200), "what a Mac keeps beside a document",
     "give the document itself, whose name does not begin with `._`"),
    ("rich text", b"{\\rtf1 Dear all}", "rich text (.rtf)", SAVE_AS),
    ("Excel 97", compound("Workbook"), "a spreadsheet", LOOK),
    ("Excel 95", compound("Book"), "a spreadsheet", LOOK),
    ("PowerPoint 97", compound("PowerPoint Document"), "a presentation", LOOK),
    ("Outlook", OUTLOOK, "an e-mail", ATTACHED),
    ("e-mail", MAIL, "an e-mail", ATTACHED),
    ("e-mail as it came", b"Received: from a by b; Fri, 5 Dec 2025\n" + MAIL, "an e-mail", ATTACHED),
    ("another compound file", compound("Contents"), "something that Cairn does not know",
     "open it in Word and save it as .docx; where Word cannot open it, take a sound copy"),
    ("a cut compound file", COMPOUND, "something that Cairn does not know",
     "open it in Word and save it as .docx; where Word cannot open it, take a sound copy"),
    ("PDF", b"%PDF-1.7\n%\xe2\xe3", "a PDF", "look for the Word document that it was made from"),
    ("PNG", b"\x89PNG\r\n\x1a\n" + bytes(9), "a picture", SHOWN),
    ("JPEG", b"\xff\xd8\xff\xe0" + bytes(9), "a picture", SHOWN),
    ("GIF", b"GIF89a" + bytes(9), "a picture", SHOWN),
    ("TIFF", b"II*\0" + bytes(9), "a picture", SHOWN),
    ("TIFF, the big end first", b"MM\0*" + bytes(9), "a picture", SHOWN),
    ("a telephone's picture", b"\0\0\0\x18ftypheic" + bytes(9), "a picture", SHOWN),
    ("web page", b"\xef\xbb\xbf\r\n <!DOCTYPE HTML><html></html>", "a web page", SAVE_AS),
    ("web page without a type", b"<html xmlns:w='urn:w'><p>Dear all</p></html>", "a web page", SAVE_AS),
    ("Word 2003 XML", WORD_2003, "a Word document in a single file of XML", SAVE_AS),
    ("flat package", FLAT, "a Word document in a single file of XML", SAVE_AS),
    ("text", "Dear all, è questo\n".encode(), "plain text", LOOK),
    ("text that begins like a picture", b"MMM, lovely\n", "plain text", LOOK),
]


def packages(members):
    """The same of zip files, some made from the parts of a Word document."""
    def retyped(new):
        types = members["[Content_Types].xml"].replace(b"wordprocessingml.document.main", new)
        return packed({**members, "[Content_Types].xml": types})

    return [
        ("Excel", retyped(b"spreadsheetml.sheet.main"), "a spreadsheet", "`cairn sheet read` reads a digital tracker"),
        ("PowerPoint", retyped(b"presentationml.presentation.main"), "a presentation", LOOK),
        ("OpenDocument", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
         "an OpenDocument text (.odt)", SAVE_AS),
        ("OpenDocument sheet", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
         "an OpenDocument spreadsheet (.ods)", "open it in LibreOffice or Excel and save it as .xlsx, which `cairn sheet read` reads"),
        ("a folder", packed({"Rowan/ava.docx": "PK", "Rowan/notes.txt": "Dear all"}), "a folder packed as a zip file",
         "unpack it, and give the documents in it"),
        ("a folder of old documents", packed({"ava.DOC": "x"}), "a folder packed as a zip file",
         "unpack it, and give the documents in it"),
        ("some zip file", packed({"notes.txt": "Dear all"}), "some other zip file", SAVE_AS),
    ]
