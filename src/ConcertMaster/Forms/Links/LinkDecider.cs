using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;

namespace ConcertMaster.Forms.Links;

using static Decision<FormLinkEvent>;

internal sealed record OpenLink(FormLinkOpened Terms);

internal sealed record CloseLink(UserId By, DateTimeOffset At);

internal static class LinkDecider
{
    public static Decision<FormLinkEvent> Decide(OpenLink command, FormLink state) => state switch
    {
        FormLink.None when command.Terms.Name.Length is 0 or > Limits.NameLengthMax => Refuse(LinkRefusals.NameInvalid),
        FormLink.None when command.Terms.Quota is <= 0 || command.Terms.ClosesAt <= command.Terms.OpensAt =>
            Refuse(LinkRefusals.TermsInvalid),
        FormLink.None => Accept(command.Terms),
        _ => Nothing,
    };

    public static Decision<FormLinkEvent> Decide(CloseLink command, FormLink state) => state switch
    {
        FormLink.Known { IsClosed: false } link => Accept(new FormLinkClosed(link.Terms.LinkId, command.By, command.At)),
        FormLink.Known => Nothing,
        _ => Refuse(LinkRefusals.NotFound),
    };

    /// <summary>Why nobody can begin by this link at this time; null when one can.</summary>
    public static Refusal? WhyClosed(FormLink.Known link, bool formIsClosed, long taken, DateTimeOffset at) =>
        link.IsClosed || formIsClosed ? FormRefusals.Closed
        : link.Terms.OpensAt > at ? LinkRefusals.NotYetOpen(link.Terms.OpensAt.Value)
        : link.Terms.ClosesAt <= at ? FormRefusals.DeadlinePassed
        : taken >= link.Terms.Quota ? LinkRefusals.QuotaFull
        : null;
}

internal static class LinkRefusals
{
    public static readonly Refusal NotFound = new("link.not-found", 404,
        "There is no such link. Look at the links of the form.");
    public static readonly Refusal NameInvalid = CommonRefusals.Invalid("link.name-invalid",
        $"Give the link a name of at most {Limits.NameLengthMax} characters, such as where it will be shown.");
    public static readonly Refusal TermsInvalid = CommonRefusals.Invalid("link.terms-invalid",
        "A quota is at least 1, and a link closes after it opens.");
    public static readonly Refusal QuotaFull = new("link.quota-full", 409,
        "As many answers as were asked for have come in. Thank you for being willing to give yours.");
    public static readonly Refusal ProofNeeded = CommonRefusals.Invalid("link.proof-needed",
        "Load the form again and begin once more. Your browser does a small calculation first, which keeps robots away.");
    public static readonly Refusal EmailNeeded = CommonRefusals.Invalid("link.email-needed",
        "Say where your personal link shall be mailed to.", new Fault("/email", "email", "An e-mail address."));
    public static readonly Refusal SignatureInvalid = CommonRefusals.Invalid("link.signature-invalid",
        "The address of this form was changed on its way. Copy the whole of it, or ask the sender for a new one.");
    public static readonly Refusal TooManyRequests = new("form.too-many-requests", 429,
        "Too much comes from here at once. Wait a little; nothing that was saved is lost.");

    public static Refusal NotYetOpen(DateTimeOffset at) => new("form.not-yet-open", 409,
        $"This form takes answers from {at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on.");
}
