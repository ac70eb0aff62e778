using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Correcting;

/// <param name="Answers">All of them, as they shall be.</param>
internal sealed record AmendByLinkBody(JsonElement? Answers, string? Reason);

/// <summary>
/// Where a form allows it (<c>ui.amendable</c>), whoever has sent answers changes them by the same link for as long as the
/// form takes answers, and says why.
/// </summary>
internal static class AmendByLink
{
    private static readonly Refusal NotAmendable = new("form.not-amendable", 409,
        "These answers cannot be changed by this link. Ask whoever sent it to you.");

    public static void MapAmendByLink(this RouteGroupBuilder group) =>
        group.MapPut("/{token}/submission", Handle)
            .WithSummary("Change what was sent by this link, with a reason, where the form allows it");

    public static bool IsOpen(FoundForm found, Response.Submitted response, DateTimeOffset at) =>
        response is { WithdrawnAt: null, Asked: null }
        && found.Known.Versions[response.Receipt.FormVersion].Form.Definition.Ui.Find("amendable") is { ValueKind: JsonValueKind.True }
        && ResponseDecider.WhyClosed(found.Invitation, found.FormIsClosed, at) is null;

    private static async Task<IResult> Handle(
        string token, AmendByLinkBody body, HttpContext http, PublicForms forms, Correcting correcting, TimeProvider time,
        CancellationToken ct)
    {
        if (!AnswerText.CanBeKept(body.Answers)) return CommonRefusals.TextUnstorable.ToProblem();
        if (await forms.Find(token, ct) is not { } found) return FormRefusals.UnknownToken.ToProblem();
        if (await forms.ResponseOf(found, ct) is not { } response || !IsOpen(found, response, time.GetUtcNow()))
            return NotAmendable.ToProblem();
        var outcome = await correcting.Amend(found, response, body.Answers ?? default, body.Reason, http, ct);
        return outcome.ToHttpResult(state => new { Receipt = PublicForms.Describe((Response.Submitted)state) });
    }
}
