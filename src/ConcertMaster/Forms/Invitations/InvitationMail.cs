using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Invitations;

/// <summary>The letters to recipients. Everything that people typed is escaped by the template.</summary>
internal sealed class InvitationMail(IMailer mailer, IMailTemplates templates, InvitationLinks links, IDirectory directory)
{
    private const string Html = """
        <p>Dear {{recipient}},</p>
        <p>{{organisation}} asks you to fill in <strong>{{form}}</strong>{{#if deadline}} by {{deadline}}{{/if}}.</p>
        {{#if message}}<p style="white-space:pre-line">{{message}}</p>{{/if}}
        <p><a href="{{link}}">Open the form</a></p>
        <p>The link is yours alone; please do not pass it on. If the button does not work, copy this address:<br>{{link}}</p>
        """;

    private const string Text = """
        Dear {{{recipient}}},

        {{{organisation}}} asks you to fill in "{{{form}}}"{{#if deadline}} by {{{deadline}}}{{/if}}.
        {{#if message}}

        {{{message}}}
        {{/if}}

        {{{link}}}

        The link is yours alone; please do not pass it on.
        """;

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

    public Task Invite(TenantId tenant, InvitationIssued letter, string form, CancellationToken ct) =>
        Send(tenant, letter, form, "", $"invitation:{letter.InvitationId}", ct);

    /// <param name="version">Of the invitation's stream, so that each sending has a letter of its own.</param>
    public Task Resend(TenantId tenant, InvitationIssued letter, string form, long version, CancellationToken ct) =>
        Send(tenant, letter, form, "", $"invitation:{letter.InvitationId}:again:{version}", ct);

    /// <param name="number">1 for the first reminder.</param>
    public Task Remind(TenantId tenant, InvitationIssued letter, string form, int number, CancellationToken ct) =>
        Send(tenant, letter, form, "Reminder: ", $"invitation:{letter.InvitationId}:reminder:{number}", ct);

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

    private async Task Send(
        TenantId tenant, InvitationIssued letter, string form, string prefix, string key, CancellationToken ct)
    {
        var organisation = (await directory.Organisation(tenant, ct))?.Name ?? "ConcertMaster";
        var model = new Dictionary<string, object?>
        {
            ["recipient"] = letter.Recipient.DisplayName,
            ["organisation"] = organisation,
            ["form"] = form,
            ["message"] = letter.Message,
            ["deadline"] = letter.Deadline?.ToString("yyyy-MM-dd HH:mm 'UTC'"),
            ["link"] = links.UrlOf(links.TokenOf(tenant, letter.InvitationId)),
        };
        await mailer.Send(tenant, key, new Mail(
            [letter.Recipient.Email], $"{prefix}{form} ({organisation})",
            templates.Render(Text, model), templates.Render(Html, model)), ct);
    }
}
