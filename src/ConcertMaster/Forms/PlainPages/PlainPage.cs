using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>A page that needs no script.</summary>
/// <param name="Location">Where the reader is led on to instead.</param>
internal sealed record PlainPage(string Html, int Status = 200, string? Location = null)
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1a1c23;--soft:#52566b;--paper:#f7f7f4;--sheet:#fff;--line:#8a8d9c;
        --accent:#4b3fcf;--failed:#c2352b}
        @media(prefers-color-scheme:dark){:root{--ink:#ecedf2;--soft:#a9aec2;--paper:#14151a;--sheet:#1b1d24;
        --line:#8d92a8;--accent:#9c93ff;--failed:#ff8a80}}
        body{margin:0 auto;max-width:40rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);
        font:1rem/1.5 system-ui,sans-serif}
        h1{font-size:1.75rem;line-height:1.3}fieldset{border:0;margin:0;padding:0;min-width:0}
        legend,.label{display:block;font-weight:600;padding:0}
        .field{margin:2rem 0}.field .field{margin:1.25rem 0}.entry .field{margin:.5rem 0}
        .entry .label{font-weight:400;font-size:.875rem;color:var(--soft)}
        fieldset.row{border:1px solid var(--line);border-radius:8px;padding:0 1rem;margin-block:1rem}.row>legend{padding:0 .5rem}
        .help,.opt{color:var(--soft);font-weight:400;margin:.25rem 0}
        .problem{color:var(--failed);font-weight:600;margin:.25rem 0}
        .faulty{border-inline-start:4px solid var(--failed);padding-inline-start:1rem}
        input:not([type=radio]):not([type=checkbox]),textarea,select{box-sizing:border-box;width:100%;min-height:3rem;
        padding:.5rem .75rem;margin-top:.5rem;font:inherit;
        color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:6px}
        .option{display:flex;gap:.75rem;align-items:center;min-height:2.75rem}.option input{width:1.25rem;
        height:1.25rem;accent-color:var(--accent);flex:none}
        a{color:var(--accent);overflow-wrap:anywhere}
        button{min-height:3rem;padding:0 1.5rem;margin-inline-end:.75rem;font:inherit;font-weight:600;border:0;border-radius:6px;
        background:var(--accent);color:var(--paper)}
        button.second{background:none;color:var(--accent);border:1px solid var(--accent);margin-block-start:.75rem}
        .summary{border:2px solid var(--failed);border-radius:8px;padding:1rem;background:var(--sheet)}
        .summary a{color:var(--failed);font-weight:600}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}dt{color:var(--soft);margin-top:1rem}
        dd{margin:0;overflow-wrap:anywhere}
        table{width:100%;border-collapse:collapse}th{text-align:start;font-size:.875rem;color:var(--soft)}
        .away{position:absolute;inset-inline-start:-9999px}
        td{padding:.125rem}.said{white-space:pre-line}
        nav{display:flex;gap:1rem;flex-wrap:wrap;justify-content:end}nav a{color:var(--accent);padding:.5rem 0}
        nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text that cannot be taken for markup, in an attribute neither.</summary>
    public static string Safe(string? text) => Encoder.Encode(text ?? "");

    public static PlainPage Of(string title, string body, int status = 200, string language = "en")
    {
        var direction = IsRightToLeft(language) ? " dir=\"rtl\"" : "";
        var html = new StringBuilder()
            .Append("<!doctype html><html lang=\"").Append(Safe(language)).Append('"').Append(direction)
            .Append("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append("<meta name=\"robots\" content=\"noindex\"><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">")
            .Append("<title>").Append(Safe(title)).Append("</title><style>")
            .Append(Style).Append("</style></head><body><main>").Append(body).Append("</main></body></html>");
        return new(html.ToString(), status);
    }

    private static bool IsRightToLeft(string language) => language.Split('-')[0] is "ar" or "fa" or "he" or "ur" or "yi";
}
