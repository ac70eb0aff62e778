using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews.Asking;

/// <summary>Asks people for a decision and waits for it.</summary>
internal sealed class ReviewNode(
    IEventStore store, ReviewRequests requests, Makers makers, TimeProvider time)
    : IWaitingNode, ICheckedNode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Review",
        Name = "Review",
        Category = NodeCategory.People,
        Description = "Asks a person to approve, reject or send back, and waits for the decision.",
        Icon = "user-check",
        Summary = "{{queue}} · {{requiredApprovals}} approval(s)",
        Tags = ["approval", "four eyes", "decision", "human", "approve"],
        OutputPorts = ["approved", "rejected", "changesRequested"],
        Input = PortType.Of("Record to decide on", "answers", "recipient", "responseId", "validation"),
        Outputs = [PortType.Of("The input and the decision", "review") with { KeepsInput = true }],
        ConfigSchema = ReviewNodeConfig.Schema,
        Documentation = ReviewNodeConfig.Documentation,
        Examples = ReviewNodeConfig.Examples,
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var id = new ReviewId(context.IdFor("review"));
        var request = await RequestFrom(context, ct);
        request = request with
        {
            SubmittedBy = await makers.Known(new(context.Organisation), request.SubmittedBy, ct),
        };
        var session = store.SessionFor(context, time);
        var (stages, refusal) = await requests.StagesOf(session.Tenant, context.Config, request.Data, ct);
        if (refusal is not null)
            throw new NodeException(refusal.Code, string.Join(" ",
                [refusal.Message, .. refusal.Faults.Select(fault => $"{fault.Path}: {fault.Message}")]));
        await requests.Ask(session, id, request, stages, context.Now, ct);
        return new NodeResult.Waiting("review", $"Review in {request.Queue}: {request.Title}",
            Details: AppJson.ToElement(new { reviewId = id, link = $"/reviews/{id}" }));
    }

    public NodeResult Resume(NodeContext context, WaitProgress progress)
    {
        if (progress.Signals.LastOrDefault(signal => signal.Kind == "review.decided") is not { } decided)
            return new NodeResult.Waiting("review", "Review", Details: progress.Details);
        return NodeResult.Complete(context.Input.With("review", decided.Data), decided.Data.FindText("verdict")!);
    }

    public IEnumerable<ConfigFault> Check(JsonElement config, DateTimeOffset now) =>
        config.Find("stages") is { ValueKind: JsonValueKind.Array } stages
            ? StageReading.Read(stages, null).Faults
                .Select(fault => new ConfigFault(fault.Path, $"review.stage-{fault.Code}", fault.Message))
            : [];

    private async Task<ReviewRequest> RequestFrom(NodeContext context, CancellationToken ct)
    {
        var (config, input) = (context.Config, context.Input);
        var data = config.Find("data") ?? input.Find("answers") ?? input;
        var title = config.FindText("title") ?? input.FindText("recipient.name") ?? "Review";
        var timing = await requests.TimingOf(new(context.Organisation), config, ct);
        if (timing.Refusal is { } refusal) throw new NodeException(refusal.Code, refusal.Message);
        return new ReviewRequest(
            Cut(title),
            Cut(config.FindText("queue") ?? "default"),
            ReviewNodeConfig.Texts(config.Find("assignees"), ReviewLimits.AssigneeCountMax),
            Math.Clamp((int)(config.Find("requiredApprovals")?.GetDouble() ?? 1), 1, ReviewLimits.RequiredApprovalsMax),
            DueAt(context, timing.Calendar),
            config.FindText("reason") ?? ReviewFields.ReasonFrom(input),
            SubjectOf(context, title),
            [.. MakersOf(context)],
            data,
            ReviewFields.From(data, config, input),
            WaitToken.For(context.RunId, context.NodeId, context.Iteration))
        {
            Priority = Enum.TryParse<ReviewPriority>(config.FindText("priority"), ignoreCase: true, out var priority)
                ? priority : ReviewPriority.Normal,
            AsksSender = config.FindText("changes") == "askSender",
            Calendar = timing.Calendar,
            RemindBefore = timing.RemindBefore,
            Escalations = timing.Escalations,
        };
    }

    /// <summary>Who made the data, and who started the run by hand: none of them decides on it.</summary>
    private static IEnumerable<string> MakersOf(NodeContext context)
    {
        var named = ReviewNodeConfig.Texts(
            context.Config.Find("submittedBy") ?? context.Input.Find("recipient.email"), ReviewLimits.AssigneeCountMax - 1);
        var starter = context.Evaluate("$run.startedBy", default);
        return starter.ValueKind == JsonValueKind.String && Guid.TryParse(starter.GetString(), out _)
            ? named.Append(starter.GetString()!).Distinct()
            : named;
    }

    private static ReviewSubject SubjectOf(NodeContext context, string title)
    {
        if (context.Config.FindText("subject.id") is { } id)
            return new(context.Config.FindText("subject.kind") ?? "data", id,
                Cut(context.Config.FindText("subject.label") ?? title));
        return context.Input.FindText("responseId") is { } responseId
            ? new("response", responseId, Cut(title))
            : new("data", context.IdempotencyKey, Cut(title));
    }

    private static DateTimeOffset? DueAt(NodeContext context, BusinessHours? calendar)
    {
        if (context.Config.FindText("dueIn") is not { } dueIn) return null;
        return DueDates.From(context.Now, dueIn, calendar) ?? throw new NodeException("review.due-invalid",
            $"'{dueIn}' is not a time to decide in. Write it as in P3D (three days) or PT4H (four hours).");
    }

    private static string Cut(string text) => WholeText.First(text, Limits.NameLengthMax);
}
