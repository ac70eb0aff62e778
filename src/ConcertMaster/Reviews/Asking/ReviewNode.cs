using System.Text.Json;
using System.Xml;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;

namespace ConcertMaster.Reviews.Asking;

/// <summary>Asks people for a decision and waits for it.</summary>
internal sealed class ReviewNode(IEventStore store, TimeProvider time) : IWaitingNode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Review",
        Name = "Review",
        Category = NodeCategory.People,
        Description = "Asks a person to approve, reject or send back, and waits for the decision.",
        Icon = "user-check",
        Summary = "{{queue}} · {{requiredApprovals}} approval(s)",
        Tags = ["approval", "four eyes", "decision", "human"],
        OutputPorts = ["approved", "rejected", "changesRequested"],
        ConfigSchema = ReviewNodeConfig.Schema,
        Documentation = ReviewNodeConfig.Documentation,
        Examples = ReviewNodeConfig.Examples,
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var id = new ReviewId(context.IdFor("review"));
        var request = RequestFrom(context);
        var command = new RequestReview(id, request, context.Now);
        await store.SessionFor(context, time).Transact(
            Review.Stream(id), review => ReviewDecider.Decide(command, review), ct: ct);
        return new NodeResult.Waiting("review", $"Review in {request.Queue}: {request.Title}",
            Details: AppJson.ToElement(new { reviewId = id, link = $"/reviews/{id}" }));
    }

    public NodeResult Resume(NodeContext context, WaitProgress progress)
    {
        if (progress.Signals.LastOrDefault(signal => signal.Kind == "review.decided") is not { } decided)
            return new NodeResult.Waiting("review", "Review", Details: progress.Details);
        return NodeResult.Complete(context.Input.With("review", decided.Data), decided.Data.FindText("verdict")!);
    }

    private static ReviewRequest RequestFrom(NodeContext context)
    {
        var (config, input) = (context.Config, context.Input);
        var data = config.Find("data") ?? input.Find("answers") ?? input;
        var title = config.FindText("title") ?? input.FindText("recipient.name") ?? "Review";
        return new ReviewRequest(
            Cut(title),
            Cut(config.FindText("queue") ?? "default"),
            ReviewNodeConfig.Texts(config.Find("assignees"), ReviewLimits.AssigneeCountMax),
            Math.Clamp((int)(config.Find("requiredApprovals")?.GetDouble() ?? 1), 1, ReviewLimits.RequiredApprovalsMax),
            DueAt(context),
            config.FindText("reason") ?? ReviewFields.ReasonFrom(input),
            SubjectOf(context, title),
            ReviewNodeConfig.Texts(
                config.Find("submittedBy") ?? input.Find("recipient.email"), ReviewLimits.AssigneeCountMax),
            data,
            ReviewFields.From(data, config, input),
            WaitToken.For(context.RunId, context.NodeId, context.Iteration));
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

    private static DateTimeOffset? DueAt(NodeContext context)
    {
        if (context.Config.FindText("dueIn") is not { } dueIn) return null;
        try
        {
            return context.Now + XmlConvert.ToTimeSpan(dueIn);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new NodeException("review.due-invalid",
                $"'{dueIn}' is not a duration. Write it as in P3D (three days) or PT4H (four hours).");
        }
    }

    private static string Cut(string text) =>
        text.Length <= Limits.NameLengthMax ? text : text[..Limits.NameLengthMax];
}
