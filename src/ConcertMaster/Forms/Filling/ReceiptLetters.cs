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

    // A receipt is also on the page: it may wait for others, to leave with them.
    public bool MayRest => true;

    public bool Concerns(RecordedEvent recorded) => recorded.Data is ResponseSubmitted { Respondent.Email.Length: > 0 };

    // The letters of an organisation leave together: what is noted of each before and after it has left is one statement
    // for all of them. Where one cannot leave, each goes on for itself.
    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        if (!mailer.CanSend) return;
        foreach (var ours in events.GroupBy(recorded => recorded.Tenant, recorded => (ResponseSubmitted)recorded.Data))
        {
            IReadOnlyList<ResponseSubmitted> answers = [.. ours.Where(IsWorthSending)];
            try
            {
                await SendAll(ours.Key, answers, ct);
            }
            catch (MailUnavailableException)
            {
                await Parallel.ForEachAsync(
                    answers, new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce, CancellationToken = ct },
                    async (answer, stop) => await SendWhenPossible(ours.Key, answer, stop));
            }
        }
    }

    private async Task SendAll(TenantId tenant, IReadOnlyList<ResponseSubmitted> answers, CancellationToken ct)
    {
        if (answers.Count == 0) return;
        var organisation = await OrganisationOf(tenant, ct);
        var refusals = await mailer.SendAll(tenant, [.. answers.Select(answer => LetterOf(tenant, answer, organisation))], ct);
        foreach (var (answer, refusal) in answers.Zip(refusals))
            if (refusal is not null) LogRefused(log, answer.Number, refusal);
    }

    private bool IsWorthSending(ResponseSubmitted answer) => answer.At + WorthSending > time.GetUtcNow();

    // While the mail server is away, receipts wait where they are: none is lost, and nothing else waits for them.
    private async Task SendWhenPossible(TenantId tenant, ResponseSubmitted answer, CancellationToken ct)
    {
        while (IsWorthSending(answer))
            try
            {
                await SendAll(tenant, [answer], ct);
                return;
            }
            catch (MailUnavailableException fault)
            {
                LogWaiting(log, fault);
                await Task.Delay(Pause, time, ct);
            }
    }

    private async Task<string> OrganisationOf(TenantId tenant, CancellationToken ct) =>
        (await directory.Organisation(tenant, ct))?.Name ?? "ConcertMaster";

    private Letter LetterOf(TenantId tenant, ResponseSubmitted answer, string organisation)
    {
        var words = Words.Of(answer.Language);
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
        return new($"receipt:{answer.ResponseId}", new([answer.Respondent.Email], words.Say("letterSubject", answer.FormName),
            templates.Render(Text, model), templates.Render(Html, model)));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The receipt {Number} cannot be mailed: {Reason}")]
    private static partial void LogRefused(ILogger log, string number, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Receipts wait for the mail server")]
    private static partial void LogWaiting(ILogger log, Exception fault);
}
