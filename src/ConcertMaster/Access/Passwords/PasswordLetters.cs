using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Access.Passwords;

/// <summary>Mails the links: to those who were invited, and to those who asked for a new password.</summary>
internal sealed partial class PasswordLetters(
    IEventStore store, IMailer mailer, IMailTemplates templates, PasswordLinks links, IDirectory directory,
    TimeProvider time, ILogger<PasswordLetters> log) : ISubscription
{
    private const string Html = """
        <p>Dear {{name}},</p>
        <p>{{lead}}</p>
        <p><a href="{{link}}">{{act}}</a></p>
        <p>The link works once, until {{until}}. If you did not expect this letter, ignore it; nothing changes.</p>
        """;

    private const string Text = """
        Dear {{{name}}},

        {{{lead}}}

        {{{link}}}

        The link works once, until {{{until}}}. If you did not expect this letter, ignore it; nothing changes.
        """;

    public string Name => "password letters";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(UserInvited), typeof(PasswordLinkRequested)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        if (!mailer.CanSend) return; // the owner hands the links over
        foreach (var recorded in events)
        {
            // A letter from long ago would only confuse, such as after a subscription was reset.
            if (recorded.Timestamp + Limits.PasswordLinkValid < time.GetUtcNow()) continue;
            var session = new EventSession(store, recorded.Tenant, EventMetadata.None, time);
            var (state, _) = await session.Load(UserStream.For(new(recorded.StreamId)), ct: ct);
            if (state is User.Invited invited) await Write(recorded, invited.Id, invited.Email, invited.Name, true, ct);
            else if (state is User.Active active) await Write(recorded, active.Id, active.Email, active.Name, false, ct);
        }
    }

    private async Task Write(
        RecordedEvent recorded, UserId user, string email, string name, bool joins, CancellationToken ct)
    {
        var organisation = (await directory.Organisation(recorded.Tenant, ct))?.Name ?? "ConcertMaster";
        var model = new Dictionary<string, object?>
        {
            ["name"] = name,
            ["lead"] = joins
                ? $"You are invited to work with {organisation} in ConcertMaster. Choose a password to begin."
                : $"Here you can set a new password for your account at {organisation}.",
            ["act"] = joins ? "Choose a password" : "Set a new password",
            ["link"] = await links.UrlFor(recorded.Tenant, user, email, ct),
            ["until"] = (time.GetUtcNow() + Limits.PasswordLinkValid).ToString("yyyy-MM-dd HH:mm 'UTC'"),
        };
        var subject = joins ? $"Your invitation to {organisation}" : $"A new password for {organisation}";
        try
        {
            await mailer.Send(recorded.Tenant, $"password:{recorded.EventId}",
                new Mail([email], subject, templates.Render(Text, model), templates.Render(Html, model)), ct);
        }
        catch (MailUnavailableException away)
        {
            throw new TryAgainLaterException(away.Message, away);
        }
        catch (MailRefusedException refused)
        {
            LetterRefused(log, user, refused.Message); // the owner can send another, or correct the address
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server refuses the letter to {User}: {Reason}")]
    private static partial void LetterRefused(ILogger log, UserId user, string reason);
}
