using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Output;

namespace ConcertMaster.Forms.Correcting;

/// <summary>The letter by which a sender is asked to look again. Everything that people typed is escaped by the template.</summary>
internal sealed class CorrectionMail(IMailer mailer, IMailTemplates templates, InvitationLinks links, IDirectory directory)
{
    private const string Html = """
        <p>Dear {{recipient}},</p>
        <p>{{organisation}} has looked at what you answered in <strong>{{form}}</strong> and asks you to look at some of it again:</p>
        <p style="white-space:pre-line">{{message}}</p>
        <p><a href="{{link}}">Open these questions</a></p>
        <p>Everything else that you sent stays as it is. If the button does not work, copy this address:<br>{{link}}</p>
        """;

    private const string Text = """
        Dear {{{recipient}}},

        {{{organisation}}} has looked at what you answered in "{{{form}}}" and asks you to look at some of it again:

        {{{message}}}

        {{{link}}}

        Everything else that you sent stays as it is.
        """;

    /// <param name="key">Names the request, so that each is mailed once.</param>
    public async Task Send(
        TenantId tenant, InvitationIssued letter, string form, string message, string key, CancellationToken ct)
    {
        var organisation = (await directory.Organisation(tenant, ct))?.Name ?? "ConcertMaster";
        var model = new Dictionary<string, object?>
        {
            ["recipient"] = letter.Recipient.DisplayName, ["organisation"] = organisation, ["form"] = form,
            ["message"] = message, ["link"] = links.UrlOf(links.TokenOf(tenant, letter.InvitationId)),
        };
        await mailer.Send(tenant, $"correction:{letter.InvitationId}:{key}", new Mail(
            [letter.Recipient.Email], $"Please look again: {form} ({organisation})",
            templates.Render(Text, model), templates.Render(Html, model)), ct);
    }
}
