#include "out/pdf_meta.h"

#include <lcms2.h>
#include <stdio.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "out/pdf_writer.h"

enum {
    XMP_MAX = 512 * 1024,
    PROFILE_MAX = 64 * 1024,
    PROFILE_DATE_AT = 24,
    PROFILE_DATE_BYTES = 12
};

static const char TOOL[] = "Ngõ Số";
static const char PRESS_VERSION[] = "PDF/X-1a:2003";

static void put_xml(struct buf *out, struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        size_t begin = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '<')
            buf_append_text(out, "&lt;");
        else if (c == '>')
            buf_append_text(out, "&gt;");
        else if (c == '&')
            buf_append_text(out, "&amp;");
        else if (c == UTF8_BAD || (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE ||
                 c == 0xFFFF)
            buf_append_text(out, "\xEF\xBF\xBD");
        else
            buf_append_slice(out, slice_part(text, begin, at));
    }
}

static void put_element(struct buf *out, const char *before, struct slice text, const char *after)
{
    if (text.size == 0)
        return;
    buf_append_text(out, before);
    put_xml(out, text);
    buf_append_text(out, after);
    buf_append_char(out, '\n');
}

/* PDF/A wants each property that is not its own described. */
static const char UA_SCHEMA[] =
    "<rdf:Description rdf:about=\"\" "
    "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

static void put_claims(struct buf *out, enum pdf_color color)
{
    if (color == PDF_COLOR_CMYK) {
        buf_printf(out,
                   "<pdf:Trapped>False</pdf:Trapped>\n</rdf:Description>\n"
                   "<rdf:Description rdf:about=\"\" xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\">\n"
                   "<pdfx:GTS_PDFXVersion>%s</pdfx:GTS_PDFXVersion>\n</rdf:Description>\n",
                   PRESS_VERSION);
        return;
    }
    buf_append_text(out, "<pdfaid:part>2</pdfaid:part>"
                         "<pdfaid:conformance>A</pdfaid:conformance>\n"
                         "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n");
    buf_append_text(out, UA_SCHEMA);
}

static void put_xmp(struct buf *out, const struct pdf_meta *meta, enum pdf_color color,
                    const char *date)
{
    buf_append_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                         "<rdf:Description rdf:about=\"\""
                         " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                         " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                         " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                         " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                         " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                         "<dc:format>application/pdf</dc:format>\n");
    put_element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", meta->title,
                "</rdf:li></rdf:Alt></dc:title>");
    put_element(out, "<dc:creator><rdf:Seq><rdf:li>", meta->author,
                "</rdf:li></rdf:Seq></dc:creator>");
    put_element(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", meta->subject,
                "</rdf:li></rdf:Alt></dc:description>");
    put_element(out, "<dc:language><rdf:Bag><rdf:li>", meta->language,
                "</rdf:li></rdf:Bag></dc:language>");
    put_element(out, "<pdf:Keywords>", meta->keywords, "</pdf:Keywords>");
    put_element(out, "<pdf:Producer>", slice_from(TOOL), "</pdf:Producer>");
    put_element(out, "<xmp:CreatorTool>", slice_from(TOOL), "</xmp:CreatorTool>");
    put_element(out, "<xmp:CreateDate>", slice_from(date), "</xmp:CreateDate>");
    put_element(out, "<xmp:ModifyDate>", slice_from(date), "</xmp:ModifyDate>");
    put_claims(out, color);
    buf_append_text(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

static void add_text(struct pen *pen, HPDF_Dict dict, const char *key, struct slice text)
{
    if (text.size > 0)
        pen_text(pen, dict, key, text);
}

static void write_info(struct pdf_writer *w, const struct pdf_meta *meta, enum pdf_color color,
                       uint32_t number, struct slice date)
{
    HPDF_Dict info = pen_dict(w->pen);
    add_text(w->pen, info, "Title", meta->title);
    add_text(w->pen, info, "Author", meta->author);
    add_text(w->pen, info, "Subject", meta->subject);
    add_text(w->pen, info, "Keywords", meta->keywords);
    add_text(w->pen, info, "Creator", slice_from(TOOL));
    add_text(w->pen, info, "Producer", slice_from(TOOL));
    add_text(w->pen, info, "CreationDate", date);
    add_text(w->pen, info, "ModDate", date);
    if (color == PDF_COLOR_CMYK) {
        pen_name(info, "Trapped", "False");
        pen_text(w->pen, info, "GTS_PDFXVersion", slice_from(PRESS_VERSION));
    }
    writer_object(w, number, info);
}

void meta_write(struct pdf_writer *w, const struct pdf_meta *meta, enum pdf_color color,
                uint32_t info_number, uint32_t xmp_number)
{
    time_t stamp = meta->stamp ? meta->stamp : date_stamp();
    struct tm utc = {.tm_mday = 1};
    gmtime_r(&stamp, &utc);
    char date[64];
    size_t size = strftime(date, sizeof date, "D:%Y%m%d%H%M%SZ", &utc);
    write_info(w, meta, color, info_number, (struct slice){date, size});
    struct buf xmp;
    buf_init(&xmp, XMP_MAX);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
    put_xmp(&xmp, meta, color, date);
    HPDF_Dict dict = pen_dict(w->pen);
    pen_name(dict, "Type", "Metadata");
    pen_name(dict, "Subtype", "XML");
    writer_stream(w, xmp_number, dict, buf_slice(&xmp));
    buf_deinit(&xmp);
}

bool meta_profile(struct buf *out, struct libdeflate_compressor *compressor, struct error *e)
{
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    char bytes[PROFILE_MAX];
    cmsUInt32Number size = sizeof bytes;
    bool ok = profile && cmsSaveProfileToMem(profile, NULL, &size) && size <= sizeof bytes &&
              cmsSaveProfileToMem(profile, bytes, &size);
    if (profile)
        cmsCloseProfile(profile);
    if (!ok)
        return error_set(e, ERROR_LIBRARY, 0, _("the sRGB colour profile could not be made"));
    memset(bytes + PROFILE_DATE_AT, 0, PROFILE_DATE_BYTES);
    pdf_deflate(out, compressor, (struct slice){bytes, size});
    return true;
}

void meta_write_intent(struct pdf_writer *w, uint32_t number, struct slice profile_deflated)
{
    uint32_t profile = writer_reserve(w);
    HPDF_Dict dict = pen_dict(w->pen);
    pen_number(dict, "N", 3);
    writer_stream_deflated(w, profile, dict, profile_deflated);
    HPDF_Dict intent = pen_dict(w->pen);
    pen_name(intent, "Type", "OutputIntent");
    pen_name(intent, "S", "GTS_PDFA1");
    pen_text(w->pen, intent, "OutputConditionIdentifier", SLICE("sRGB IEC61966-2.1"));
    pen_text(w->pen, intent, "RegistryName", SLICE("http://www.color.org"));
    pen_text(w->pen, intent, "Info", SLICE("sRGB IEC61966-2.1"));
    pen_reference(w->pen, intent, "DestOutputProfile", profile);
    writer_object(w, number, intent);
}

void meta_write_press_intent(struct pdf_writer *w, uint32_t number)
{
    HPDF_Dict intent = pen_dict(w->pen);
    pen_name(intent, "Type", "OutputIntent");
    pen_name(intent, "S", "GTS_PDFX");
    pen_text(w->pen, intent, "OutputCondition",
             SLICE("Offset on coated paper (ISO 12647-2:2004/Amd 1, FOGRA39)"));
    pen_text(w->pen, intent, "OutputConditionIdentifier", SLICE("FOGRA39"));
    pen_text(w->pen, intent, "RegistryName", SLICE("http://www.color.org"));
    pen_text(w->pen, intent, "Info", SLICE("Coated paper, ISO 12647-2:2004/Amd 1"));
    writer_object(w, number, intent);
}
