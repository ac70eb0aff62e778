using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Letters;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Output;

namespace ConcertMaster.Forms.Correcting;

/// <summary>The letter by which a sender is asked to look again, in the language that the form was answered in.</summary>
internal sealed class CorrectionMail(IMailer mailer, LetterWriters writers, InvitationLinks links)
{
    public bool CanSend => mailer.CanSend;

    /// <param name="key">Names the request, so that each is mailed once.</param>
    public async Task Send(
        TenantId tenant, InvitationIssued letter, ResponseSubmitted receipt, PublishedForm form, string message, string key,
        CancellationToken ct)
    {
        var writer = await writers.For(tenant, receipt.FormId, form.Name, form.Definition.Ui, ct);
        var written = writer.Write(UsualLetters.Correction, new(
            letter.Recipient.DisplayName, links.UrlOf(links.TokenOf(tenant, letter.InvitationId)), message, null, null,
            Language: receipt.Language ?? letter.Recipient.Language));
        await mailer.Send(tenant, $"correction:{letter.InvitationId}:{key}",
            new([letter.Recipient.Email], written.Subject, written.Text, written.Html), ct);
    }
}
