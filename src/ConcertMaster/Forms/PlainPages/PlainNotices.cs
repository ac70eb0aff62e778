using System.Globalization;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>What is said instead of a form, and when the answers have arrived.</summary>
internal static class PlainNotices
{
    public static readonly PlainPage Unknown = Notice("This link leads to no form",
        "It may have been cut off on its way. Open it again from the message you got, or ask whoever sent it for a new one.",
        404);

    public static PlainPage Refused(string form, Refusal refusal) => Notice(form, refusal.Message, refusal.Status);

    public static PlainPage Received(PublishedForm form, ResponseSubmitted receipt) => PlainPage.Of(
        "Your answers have arrived",
        $"<h1>Your answers have arrived</h1><p>{PlainPage.Safe(Thanks(form))}</p>{Facts(receipt)}");

    public static PlainPage Already(string form, ResponseSubmitted receipt) => PlainPage.Of(form,
        $"<h1>You have answered this form already</h1><p>Each link takes one set of answers.</p>{Facts(receipt)}");

    private static string Thanks(PublishedForm form) =>
        Shared.JsonFields.FindText(form.Definition.Ui, "thanks") ?? $"Thank you. {form.Name} is complete.";

    private static string Facts(ResponseSubmitted receipt) =>
        $"""
        <dl><dt>Receipt number</dt><dd><strong>{PlainPage.Safe(receipt.Number)}</strong></dd>
        <dt>Form</dt><dd>{PlainPage.Safe(receipt.FormName)}, version {receipt.FormVersion}</dd>
        <dt>Received</dt><dd>{receipt.At.ToUniversalTime().ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}</dd>
        <dt>Fingerprint of the content (SHA-256)</dt><dd><code>{PlainPage.Safe(receipt.ContentHash)}</code></dd></dl>
        """;

    private static PlainPage Notice(string title, string text, int status) =>
        PlainPage.Of(title, $"<h1>{PlainPage.Safe(title)}</h1><p>{PlainPage.Safe(text)}</p>", status);
}
