"""Numbers as people write them, and the record each belongs to; none of it is anybody's rule."""

from library.catalog.enums import Scheme

# A number and one next to it each time, so that a wrong reading finds the wrong record.
RECORDS: dict[str, tuple[tuple[Scheme, str], ...]] = {
    "COPS-P273": ((Scheme.NCJ, "NCJ 155063"), (Scheme.CONTROL_NUMBER, "000598729")),
    "COPS-P274": ((Scheme.NCJ, "NCJ 155064"), (Scheme.CONTROL_NUMBER, "000598730")),
    "COPS-P2731": ((Scheme.OCLC, "155063"),),
    "COPS-CD139": ((Scheme.ISBN, "978-0-16-072342-1"),),
    "COPS-CD138": ((Scheme.ISBN, "0-8044-2957-X"),),
    "COPS-W0800": ((Scheme.SUDOC, "J 1.14/8:48/983"),),
    "COPS-W0801": ((Scheme.SUDOC, "J 1.14/8:48/98"),),
    "COPS-E012": ((Scheme.SUDOC, "Y 4.J 89/1:S.HRG.110-23"),),
    "COPS-E013": ((Scheme.SUDOC, "Y 4.J 89/1:S.HRG.110-2"),),
    "COPS-DVD001": ((Scheme.OCLC, "12345678"),),
    "COPS-DVD002": ((Scheme.CONTROL_NUMBER, "ocm12345679"),),
    "COPS-VT601": ((Scheme.GPO_STOCK, "027-001-00099-9"),),
    "COPS-VT602": ((Scheme.GPO_STOCK, "027-001-00098-9"),),
    "COPS-M001": ((Scheme.DOI, "10.1000/182"),),
    "COPS-M002": ((Scheme.DOI, "10.1000/1821"),),
    "200-B-96-001": (),
    "200-B-96-002": (),
}

SPELLINGS: dict[str, tuple[str, ...]] = {
    "COPS-P273": (
        *("COPS-P273", "cops p273", "COPSP273", "cops-p-273", "COPS P 273", "p273", "P-273"),
        *("p 273", "P.273", "COPS_P273", "cops/p273", "COPS.P273", "COPS\u2013P273"),
        *("cops\u2014p273", "COPS\u2011P273", "COPS\u00ad-P273", "\uff23\uff2f\uff30\uff33-P273"),
        *("\u201cCOPS-P273\u201d", '"cops p273"', "(COPS-P273)", "[COPS-P273]", "COPS-P273."),
        *("COPS-P273,", "COPS-P273?", "#P273", "# P273", "No. P273", "no P273", "no: P273"),
        *("No.P273", "number P273", "product number: P273", "Product No. COPS-P273"),
        *("product #: cops-p273", "Pub. No. COPS-P273", "item no. P273", "Order no. P273"),
        *("COPS product number P273", "COPS # P273", "C.O.P.S. P273", "COPS-P273 (print)"),
        *("cops-p273-pub.pdf", "COPS-P273-PUB.PDF", "cops p273 pub.pdf", "p273-pub.pdf"),
        *("cops-p273-pub (1).pdf", "cops-p273_pub.pdf", "cops-p273-pub.pdf#page=3"),
        "https://cops.usdoj.gov/RIC/Publications/cops-p273-pub.pdf",
        "http://www.cops.usdoj.gov/RIC/Publications/cops-p273-pub.pdf?v=1#page=12",
        "<https://cops.usdoj.gov/RIC/Publications/cops-p273-pub.pdf>",
        "cops.usdoj.gov/RIC/Publications/cops-p273-pub.pdf",
        "/RIC/Publications/cops-p273-pub.pdf",
        "https://cops.usdoj.gov/ric/ric.php?page=detail&id=COPS-P273",
        "https://portal.cops.usdoj.gov/resourcecenter/Home.aspx?item=cops-p273",
        "https://library.example.gov/resources/COPS-P273/policing-the-night-shift/",
        *("NCJ 155063", "ncj155063", "NCJ-155063", "NCJ#155063", "NCJ: 155063"),
        *("NCJ No. 155063", "NCJ number 155063", "NCJRS 155063", "N.C.J. 155063"),
        *("NCJ 155,063", "NCJ 0155063", "155063NCJRS.pdf", "NCJ 155063 (pdf)"),
        "https://www.ojp.gov/pdffiles1/Digitization/155063NCJRS.pdf",
        "https://www.ncjrs.gov/App/Publications/abstract.aspx?ID=155063",
        "000598729",
    ),
    "COPS-P274": ("COPS-P274", "p274", "NCJ 155064"),
    "COPS-P2731": ("COPS-P2731", "cops p2731", "OCLC 155063", "(OCoLC)ocm00155063"),
    "COPS-CD139": (
        *("9780160723421", "978-0-16-072342-1", "978 0 16 072342 1", "978.0.16.072342.1"),
        *("ISBN 978-0-16-072342-1", "ISBN: 9780160723421", "ISBN-13: 978-0-16-072342-1"),
        *("ISBN 13: 9780160723421", "isbn:9780160723421", "urn:isbn:9780160723421"),
        *("0-16-072342-6", "0160723426", "ISBN no. 0160723426", "9780160723421 (pbk.)"),
        *("978\u20130\u201316\u2013072342\u20131", "https://www.worldcat.org/isbn/9780160723421"),
        *("COPS-CD139", "cd139", "cops cd 139"),
    ),
    "COPS-CD138": ("080442957x", "0-8044-2957-X", "ISBN-10: 080442957X", "978-0-8044-2957-3"),
    "COPS-W0800": (
        *("J 1.14/8:48/983", "J1.14/8:48/983", "j 1.14 / 8 : 48/983", "J 1.14/8: 48/983."),
        *("SuDoc J 1.14/8:48/983", "SuDocs no.: J 1.14/8:48/983", "J. 1.14/8:48/983"),
        *("call number J 1.14/8:48/983", "(J 1.14/8:48/983)", "w0800"),
    ),
    "COPS-W0801": ("J 1.14/8:48/98",),
    "COPS-E012": (
        *("Y 4.J 89/1:S.HRG.110-23", "Y4.J89/1:S.HRG.110-23", "y 4.j 89/1: s. hrg. 110\u201323"),
        "Y 4. J 89/1:S.Hrg.110-23",
    ),
    "COPS-DVD001": (
        *("12345678", "ocm12345678", "OCM 12345678", "(OCoLC)12345678", "(OCoLC)ocm12345678"),
        *("OCLC 12345678", "OCLC: 12345678", "OCLC#12345678", "OCLC number 12345678"),
        *("on12345678", "OCoLC 12345678", "https://search.worldcat.org/title/12345678"),
        *("http://www.worldcat.org/oclc/12345678", "dvd001", "COPS DVD 001"),
    ),
    "COPS-DVD002": ("ocm12345679", "OCLC 12345679"),
    "COPS-VT601": (
        *("027-001-00099-9", "027 001 00099 9", "027001000999", "027.001.00099.9"),
        *("S/N 027-001-00099-9", "S/N: 027\u2013001\u201300099\u20139", "SN 027-001-00099-9"),
        *("GPO stock no. 027-001-00099-9", "Stock Number 027-001-00099-9"),
        "https://bookstore.gpo.gov/products/sku/027-001-00099-9",
    ),
    "COPS-M001": (
        *("10.1000/182", "doi:10.1000/182", "DOI: 10.1000/182", "DOI 10.1000/182"),
        *("https://doi.org/10.1000/182", "http://dx.doi.org/10.1000/182", "10.1000/182."),
        *("https://www.doi.org/10.1000/182?x=1", "https://doi.org/10.1000%2F182"),
        *("(10.1000/182)", "10.1000 / 182", "info:doi/10.1000/182", "doi.org/10.1000/182"),
    ),
    "200-B-96-001": ("200-B-96-001", "200B96001", "200 b 96 001"),
}

ABSENT = (
    *("COPS-P275", "p272", "COPS-P27", "COPS-P27311", "cops-p272-pub.pdf", "CD137"),
    *("NCJ 155065", "OCLC 155064", "NCJ 12345678", "978-0-16-072343-8", "ISBN 155063"),
    *("J 1.14/8:48/984", "Y 4.J 89/1:S.HRG.110-22", "OCLC 12345670", "(OCoLC)155064"),
    *("S/N 027-001-00097-9", "10.1000/183", "https://doi.org/10.1000/18", "200-B-96-003"),
    *("https://cops.usdoj.gov/RIC/Publications/cops-p272-pub.pdf", "no. P275", "NCJ 598729"),
)
