using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Reviews;

/// <param name="Password">The signer's own, typed for this signature. Checked and forgotten.</param>
/// <param name="Name">The printed name.</param>
/// <param name="Meaning">What the signature says, such as "approved for release".</param>
internal sealed record SignatureBody(string? Password, string? Name, string? Meaning);

/// <summary>
/// Makes a signature of a password typed at that moment. It carries the hash of the content that was shown, and the
/// decision refuses it for any other; it is part of the opinion's event and of no other record.
/// </summary>
internal sealed class Signing(IReauthentication people, TimeProvider time)
{
    private static readonly Refusal NameDiffers = CommonRefusals.Invalid("review.signature-name",
        "Type your name as it is registered: it is printed beside the signature.");

    private static readonly Refusal HashMissing = CommonRefusals.Invalid("review.signature-content",
        "A signature names the content that it is bound to, in `contentHash`, and its meaning.");

    /// <summary>The terms of a decision, signed where the body asks for it; or why it cannot be.</summary>
    public async Task<(DecisionTerms Terms, Refusal? Refusal)> Terms(
        DecisionBody? body, Actor actor, HttpContext http, CancellationToken ct)
    {
        var terms = new DecisionTerms(body?.Stage, body?.ContentHash, body?.Reasons);
        if (body?.Signature is not { } wanted) return (terms, null);
        if (body.ContentHash is not { Length: > 0 } hash || string.IsNullOrWhiteSpace(wanted.Meaning)
            || wanted.Meaning.Length > Limits.NameLengthMax)
            return (terms, HashMissing);
        if (!string.Equals(wanted.Name?.Trim(), actor.Name, StringComparison.CurrentCultureIgnoreCase))
            return (terms, NameDiffers);
        if (await people.Check(actor, wanted.Password ?? "", http, ct) is { } refusal) return (terms, refusal);
        return (terms with { Signature = new(actor.Name, wanted.Meaning.Trim(), hash, time.GetUtcNow()) }, null);
    }
}
