using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Letters;
using ConcertMaster.Notifications;
using ConcertMaster.Output;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Invitations;

/// <param name="Name">Which reminder of the invitation it is: each goes out once.</param>
/// <param name="Number">1 for the first.</param>
internal sealed record Reminder(InvitationIssued Invitation, string Name, int Number);

/// <summary>Tells people of invitations, each by the way that the invitation says.</summary>
internal sealed class InvitationLetters(
    IMailer mailer, ITexter texter, INotifier notifier, IProtectedValues values, IDirectory directory, LetterWriters writers,
    PublishedForms forms, InvitationLinks links)
{
    /// <returns>For each why it cannot be delivered; null when it is out.</returns>
    /// <exception cref="MailUnavailableException">Try again later. What went out before is not sent again.</exception>
    public Task<IReadOnlyList<string?>> Invite(
        TenantId tenant, IReadOnlyList<InvitationIssued> invitations, string form, CancellationToken ct) =>
        Send(tenant, form, [.. invitations.Select(one => new Told(one, $"invitation:{one.InvitationId}", 0))], ct);

    /// <param name="version">Of the invitation's stream, so that each sending has a letter of its own.</param>
    public async Task<string?> Resend(
        TenantId tenant, InvitationIssued invitation, string form, long version, CancellationToken ct) =>
        (await Send(tenant, form, [new(invitation, $"invitation:{invitation.InvitationId}:again:{version}", 0)], ct))[0];

    public Task<IReadOnlyList<string?>> Remind(
        TenantId tenant, IReadOnlyList<Reminder> reminders, string form, CancellationToken ct) =>
        Send(tenant, form, [.. reminders.Select(one =>
            new Told(one.Invitation, $"invitation:{one.Invitation.InvitationId}:reminder:{one.Name}", one.Number))], ct);

    /// <summary>Whose letter a key names; null for letters about something else.</summary>
    public static InvitationId? InvitationOf(string key) =>
        key.Split(':') is ["invitation", var id, ..] && Guid.TryParse(id, out var invitation) ? new(invitation) : null;

    private sealed record Told(InvitationIssued Invitation, string Key, int Number);

    private async Task<IReadOnlyList<string?>> Send(
        TenantId tenant, string form, IReadOnlyList<Told> people, CancellationToken ct)
    {
        if (people.Count == 0) return [];
        var first = people[0].Invitation;
        var version = (await forms.Load(tenant, first.FormId, ct)).Versions[first.FormVersion];
        var writer = await writers.For(tenant, first.FormId, form, version.Form.Definition.Ui, ct);
        var refusals = new string?[people.Count];
        foreach (var way in people.Index().GroupBy(one => one.Item.Invitation.Channel ?? Channel.Mail))
        {
            IReadOnlyList<Told> told = [.. way.Select(one => one.Item)];
            var answers = way.Key switch
            {
                Channel.Mail => await mailer.SendAll(tenant, [.. told.Select(one => Mail(tenant, one, writer))], ct),
                Channel.Sms => await texter.SendAll(tenant, [.. told.Select(one => Text(tenant, one, writer))], ct),
                _ => await Notify(tenant, told, writer, ct),
            };
            foreach (var ((index, _), answer) in way.Zip(answers)) refusals[index] = answer;
        }
        return refusals;
    }

    private Letter Mail(TenantId tenant, Told told, LetterWriter writer)
    {
        var letter = writer.Write(told.Number > 0 ? LetterKind.Reminder : LetterKind.Invitation, ModelOf(tenant, told));
        return new(told.Key, new([told.Invitation.Recipient.Email], letter.Subject, letter.Text, letter.Html));
    }

    private TextMessage Text(TenantId tenant, Told told, LetterWriter writer) => new($"sms:{told.Key}",
        told.Invitation.Recipient.Phone ?? "", writer.Write(LetterKind.Sms, ModelOf(tenant, told)).Text.ReplaceLineEndings(" ").Trim());

    private LetterModel ModelOf(TenantId tenant, Told told) => new(told.Invitation.Recipient.DisplayName,
        links.UrlOf(links.TokenOf(tenant, told.Invitation.InvitationId)), told.Invitation.Message, told.Invitation.Deadline,
        told.Invitation.Recipient.Reference, told.Number, told.Invitation.Recipient.Language);

    // Colleagues find the form among those that wait for them; the bell says so.
    private async Task<IReadOnlyList<string?>> Notify(
        TenantId tenant, IReadOnlyList<Told> people, LetterWriter writer, CancellationToken ct)
    {
        var members = (await directory.Members(tenant, ct)).ToLookup(one => one.Email, StringComparer.OrdinalIgnoreCase);
        var refusals = new string?[people.Count];
        foreach (var (index, told) in people.Index())
        {
            var email = await values.Open(tenant, told.Invitation.Recipient.Email, IProtectedValues.All, ct);
            if (members[email].FirstOrDefault() is not { } member)
            {
                refusals[index] = "This is nobody's account in the organisation.";
                continue;
            }
            var letter = writer.Write(
                told.Number > 0 ? LetterKind.Reminder : LetterKind.Invitation, ModelOf(tenant, told) with { Recipient = member.Name });
            await notifier.Tell(tenant, new Notice(told.Key, "form.waiting", letter.Subject,
                told.Invitation.Deadline is { } until ? $"Answer by {until.ToUniversalTime():yyyy-MM-dd HH:mm} UTC." : "", "/my-forms"),
                [new(member.UserId)], ct);
        }
        return refusals;
    }
}
