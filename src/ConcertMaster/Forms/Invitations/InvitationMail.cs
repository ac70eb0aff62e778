using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Invitations;

/// <summary>Letters to people who fill in a form. Everything that people typed is escaped by the template.</summary>
internal sealed class InvitationMail(IMailer mailer, IMailTemplates templates, IDirectory directory)
{
    private const string ContinueHtml = """
        <p>Dear {{recipient}},</p>
        <p>You began to fill in <strong>{{form}}</strong> for {{organisation}}. Go on where you left off:</p>
        <p><a href="{{link}}">Open your draft</a></p>
        <p>The link works once, within seven days. If the button does not work, copy this address:<br>{{link}}</p>
        """;

    private const string ContinueText = """
        Dear {{{recipient}}},

        You began to fill in "{{{form}}}" for {{{organisation}}}. Go on where you left off:

        {{{link}}}

        The link works once, within seven days.
        """;

    /// <param name="key">Names the link, so that each is mailed once.</param>
    public async Task Continue(
        TenantId tenant, InvitationIssued letter, string form, string url, string key, CancellationToken ct)
    {
        var organisation = (await directory.Organisation(tenant, ct))?.Name ?? "ConcertMaster";
        var model = new Dictionary<string, object?>
        {
            ["recipient"] = letter.Recipient.DisplayName, ["organisation"] = organisation, ["form"] = form, ["link"] = url,
        };
        await mailer.Send(tenant, $"draft:{letter.InvitationId}:{CanonicalJson.Sha256(AppJson.ToElement(key))}", new Mail(
            [letter.Recipient.Email], $"Go on with {form} ({organisation})",
            templates.Render(ContinueText, model), templates.Render(ContinueHtml, model)), ct);
    }
}
