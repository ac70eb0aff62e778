using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.PlainPages;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Forms.Filling;

/// <summary>Mails the receipt to who has answered, in the language that the form was read in.</summary>
internal sealed partial class ReceiptLetters(
    IMailer mailer, IMailTemplates templates, InvitationLinks links, IDirectory directory, TimeProvider time,
    ILogger<ReceiptLetters> log) : ISubscription
{
    private const int SentAtOnce = 8;
    private static readonly TimeSpan WorthSending = TimeSpan.FromDays(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private const string Html = """
        <p>{{recipient}}</p>
        <p>{{lead}}</p>
        <table><tr><td>{{words.number}}</td><td><strong>{{number}}</strong></td></tr>
        <tr><td>{{words.form}}</td><td>{{form}}</td></tr><tr><td>{{words.received}}</td><td>{{at}}</td></tr>
        <tr><td>{{words.fingerprint}}</td><td><code>{{hash}}</code></td></tr></table>
        <p>{{keep}}</p>
        <p><a href="{{link}}">{{show}}</a></p>
        """;

    private const string Text = """
        {{{recipient}}}

        {{{lead}}}

        {{{words.number}}}: {{{number}}}
        {{{words.form}}}: {{{form}}}
        {{{words.received}}}: {{{at}}}
        {{{words.fingerprint}}}: {{{hash}}}

        {{{keep}}}

        {{{show}}}: {{{link}}}
        """;

    public string Name => "receipt letters";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(ResponseSubmitted)];

    // Answers from before there were such letters have had their receipt on the page.
    public bool StartsAtEnd => true;

    public bool Concerns(RecordedEvent recorded) => recorded.Data is ResponseSubmitted { Respondent.Email.Length: > 0 };

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        if (!mailer.CanSend) return;
        await Parallel.ForEachAsync(events, new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce, CancellationToken = ct },
            async (recorded, stop) => await SendWhenPossible(recorded.Tenant, (ResponseSubmitted)recorded.Data, stop));
    }

    // While the mail server is away, receipts wait where they are: none is lost, and nothing else waits for them.
    private async Task SendWhenPossible(TenantId tenant, ResponseSubmitted answer, CancellationToken ct)
    {
        while (answer.At + WorthSending > time.GetUtcNow())
            try
            {
                await mailer.Send(tenant, $"receipt:{answer.ResponseId}", await Letter(tenant, answer, ct), ct);
                return;
            }
            catch (MailRefusedException refused)
            {
                LogRefused(log, answer.Number, refused.Message);
                return;
            }
            catch (MailUnavailableException fault)
            {
                LogWaiting(log, fault);
                await Task.Delay(Pause, time, ct);
            }
    }

    private async Task<Mail> Letter(TenantId tenant, ResponseSubmitted answer, CancellationToken ct)
    {
        var words = Words.Of(answer.Language);
        var organisation = (await directory.Organisation(tenant, ct))?.Name ?? "ConcertMaster";
        var model = new Dictionary<string, object?>
        {
            ["recipient"] = answer.Respondent.DisplayName,
            ["lead"] = words.Say("letterLead", answer.FormName, organisation),
            ["words"] = new Dictionary<string, object?>
            {
                ["number"] = words["receiptNumber"], ["form"] = words["form"], ["received"] = words["received"],
                ["fingerprint"] = words["fingerprint"],
            },
            ["number"] = answer.Number,
            ["form"] = words.Say("formVersion", answer.FormName, $"{answer.FormVersion}"),
            ["at"] = words.Moment(answer.At),
            ["hash"] = answer.ContentHash,
            ["keep"] = words["letterKeep"],
            ["show"] = words["showReceipt"],
            ["link"] = links.UrlOf(links.TokenOf(tenant, answer.InvitationId)),
        };
        return new([answer.Respondent.Email], words.Say("letterSubject", answer.FormName),
            templates.Render(Text, model), templates.Render(Html, model));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The receipt {Number} cannot be mailed: {Reason}")]
    private static partial void LogRefused(ILogger log, string number, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Receipts wait for the mail server")]
    private static partial void LogWaiting(ILogger log, Exception fault);
}
