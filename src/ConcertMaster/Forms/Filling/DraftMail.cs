using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Letters;
using ConcertMaster.Output;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Filling;

/// <summary>The letter that a draft is taken to another device by.</summary>
internal sealed class DraftMail(IMailer mailer, LetterWriters writers)
{
    /// <param name="key">Names the link, so that each is mailed once.</param>
    /// <param name="language">That the form is read in; null for the one that its recipient is written to in.</param>
    public async Task Continue(
        TenantId tenant, InvitationIssued letter, PublishedForm form, string url, string key, string? language,
        CancellationToken ct)
    {
        var writer = await writers.For(tenant, letter.FormId, form.Name, form.Definition.Ui, ct);
        var written = writer.Write(UsualLetters.Draft, new(
            letter.Recipient.DisplayName, url, null, null, null, Language: language ?? letter.Recipient.Language));
        await mailer.Send(tenant, $"draft:{letter.InvitationId}:{CanonicalJson.Sha256(AppJson.ToElement(key))}",
            new([letter.Recipient.Email], written.Subject, written.Text, written.Html), ct);
    }
}
