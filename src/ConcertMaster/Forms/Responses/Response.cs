using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Correcting;

namespace ConcertMaster.Forms.Responses;

internal abstract record Response
{
    private Response() { }

    public sealed record NotSubmitted : Response;

    /// <param name="Receipt">What was submitted at first.</param>
    /// <param name="Answers">As they stand after amendments.</param>
    /// <param name="Asked">What the sender is to look at again; null when nothing is.</param>
    public sealed record Submitted(
        ResponseSubmitted Receipt, JsonElement Answers, string ContentHash, DateTimeOffset? WithdrawnAt = null,
        CorrectionAsked? Asked = null, DateTimeOffset? CorrectedAt = null) : Response;

    public static readonly Decider<Response, ResponseEvent> Decider = new("response", new NotSubmitted(), Evolve);

    public static EventStream<Response, ResponseEvent> Stream(ResponseId id) => new(id.Value, Decider);

    /// <summary>One invitation has one response, so a second submission meets the first in its stream.</summary>
    public static ResponseId IdFor(InvitationId invitation) =>
        new(Shared.StableId.From("response", invitation.ToString()));

    public static Response Evolve(Response response, ResponseEvent @event) => (response, @event) switch
    {
        (NotSubmitted, ResponseSubmitted e) => new Submitted(e, e.Answers, e.ContentHash),
        (Submitted submitted, ResponseAmended e) => submitted with
        {
            Answers = e.Answers, ContentHash = e.ContentHash, Asked = null,
        },
        (Submitted submitted, CorrectionAsked e) => submitted with { Asked = e },
        (Submitted submitted, CorrectionRecalled) => submitted with { Asked = null },
        (Submitted submitted, ResponseCorrected e) => submitted with
        {
            Answers = e.Answers, ContentHash = e.ContentHash, Asked = null, CorrectedAt = e.At,
        },
        (Submitted submitted, ResponseWithdrawn e) => submitted with { WithdrawnAt = e.At, Asked = null },
        (Submitted submitted, ResponseWithdrawnBySender e) => submitted with { WithdrawnAt = e.At, Asked = null },
        _ => throw new UnexpectedEventException(response, @event),
    };
}
