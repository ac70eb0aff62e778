using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Output;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Letters;

using static Decision<FormLetterEvent>;

/// <param name="Language">For those who are written to in it; null for everybody else.</param>
internal sealed record WriteLetter(
    FormId Form, LetterKind Kind, LetterTemplate Template, UserId By, DateTimeOffset At, string? Language = null);

internal sealed record ResetLetter(FormId Form, LetterKind Kind, UserId By, DateTimeOffset At, string? Language = null);

internal static class LetterDecider
{
    public static Decision<FormLetterEvent> Decide(WriteLetter command, FormLetters state) =>
        (state.Own(command.Kind, command.Language) ?? (command.Language is null ? UsualLetters.Of(command.Kind) : null))
            == command.Template
            ? Nothing
            : Accept(new FormLetterWritten(
                command.Form, command.Kind, command.Template, command.By, command.At, command.Language));

    public static Decision<FormLetterEvent> Decide(ResetLetter command, FormLetters state) =>
        state.Own(command.Kind, command.Language) is null
            ? Nothing
            : Accept(new FormLetterReset(command.Form, command.Kind, command.By, command.At, command.Language));
}

internal static class LetterRefusals
{
    public static readonly Refusal UnknownKind = new("letter.not-found", 404,
        "There is no such letter. There are invitation, reminder and sms.");

    public static Refusal Invalid(params IReadOnlyList<Fault> faults) => CommonRefusals.Invalid(
        "letter.invalid", "The letter cannot be sent like this. Mend what is listed.", faults);
}

internal sealed record LetterBody(string? Subject, string? Text, string? Html);

/// <summary>Which letter of which form, as an address names it.</summary>
/// <param name="Language">For those who are written to in it; null for everybody else.</param>
internal sealed record NamedLetter(Guid Id, string Kind, string? Language);

/// <summary>Reading, writing and trying out the letters of a form.</summary>
internal static class LetterEndpoints
{
    private static readonly LetterModel Sample = new(
        "Ana Berg", "https://example.org/f/0123456789abcdefghijklmnopqrstuvwxyz", "Please have the meter readings at hand.",
        new(2030, 1, 31, 12, 0, 0, TimeSpan.Zero), "S-100");

    public static void MapLetters(this RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}/letters", List).RequirePermission(Permission.ViewForms)
            .WithSummary("What is written to people about the form, with ?language= to those of that language");
        group.MapPut("/{id:guid}/letters/{kind}", Put).RequirePermission(Permission.EditForms)
            .WithSummary("Write a letter, with ?language= for those of that language");
        group.MapDelete("/{id:guid}/letters/{kind}", Delete).RequirePermission(Permission.EditForms)
            .WithSummary("Go back to the usual letter");
        group.MapPost("/{id:guid}/letters/{kind}/preview", Preview).RequirePermission(Permission.ViewForms)
            .WithSummary("A letter as somebody would get it, without keeping it");
    }

    private static async Task<IResult> List(
        Guid id, string? language, EventSession session, PublishedForms forms, CancellationToken ct)
    {
        if (WhyNotIn(language) is { } fault) return LetterRefusals.Invalid(fault).ToProblem();
        if (Draft((await forms.Load(session.Tenant, new(id), ct)).State) is not { } form) return FormRefusals.NotFound.ToProblem();
        var (letters, version) = await session.Load(FormLetters.Stream(new(id)), ct: ct);
        return CommandResults.Versioned(new
        {
            items = Enum.GetValues<LetterKind>().Select(kind => (kind, Letter: letters[kind, language])).Select(one => new
            {
                one.kind, one.Letter.Subject, one.Letter.Text, one.Letter.Html,
                IsUsual = letters.Own(one.kind, language) is null, Usual = UsualLetters.Of(one.kind, language ?? "en"),
            }),
            names = Sample.Names("", "").Keys,
            languages = LetterLanguages.OfferedFor(form.Ui),
        }, version);
    }

    private static async Task<IResult> Put(
        [AsParameters] NamedLetter at, LetterBody body, HttpRequest request, Actor actor, EventSession session, PublishedForms forms,
        LetterWriters writers, TimeProvider time, CancellationToken ct)
    {
        if (!CommandResults.TryReadIfMatch(request, out var version)) return CommonRefusals.PreconditionInvalid.ToProblem();
        var (written, refusal) = await Try(at, body, session, forms, writers, ct);
        if (refusal is not null) return refusal.ToProblem();
        var command = new WriteLetter(new(at.Id), written.Kind, written.Template, actor.UserId, time.GetUtcNow(), at.Language);
        return (await session.Transact(FormLetters.Stream(new(at.Id)), state => LetterDecider.Decide(command, state), version, ct))
            .ToHttpResult();
    }

    private static async Task<IResult> Delete(
        [AsParameters] NamedLetter at, Actor actor, EventSession session, PublishedForms forms, TimeProvider time,
        CancellationToken ct)
    {
        if (KindOf(at.Kind) is not { } known) return LetterRefusals.UnknownKind.ToProblem();
        if ((await forms.Load(session.Tenant, new(at.Id), ct)).State is Form.None) return FormRefusals.NotFound.ToProblem();
        var command = new ResetLetter(new(at.Id), known, actor.UserId, time.GetUtcNow(), at.Language);
        return (await session.Transact(FormLetters.Stream(new(at.Id)), state => LetterDecider.Decide(command, state), ct: ct))
            .ToHttpResult();
    }

    private static async Task<IResult> Preview(
        [AsParameters] NamedLetter at, LetterBody body, EventSession session, PublishedForms forms, LetterWriters writers,
        CancellationToken ct)
    {
        var (written, refusal) = await Try(at, body, session, forms, writers, ct);
        return refusal?.ToProblem() ?? Results.Json(written.Letter, AppJson.Options);
    }

    /// <summary>The letter as written for somebody, or what stands against it.</summary>
    private static async Task<((LetterKind Kind, LetterTemplate Template, WrittenLetter Letter) Written, Refusal? Refusal)> Try(
        NamedLetter at, LetterBody body, EventSession session, PublishedForms forms, LetterWriters writers, CancellationToken ct)
    {
        if (KindOf(at.Kind) is not { } known) return (default, LetterRefusals.UnknownKind);
        if (Draft((await forms.Load(session.Tenant, new(at.Id), ct)).State) is not { } form) return (default, FormRefusals.NotFound);
        var template = new LetterTemplate(body.Subject?.Trim() ?? "", body.Text ?? "", body.Html is { Length: > 0 } html ? html : null);
        if ((WhyNotIn(at.Language) ?? LengthFault(known, template)) is { } fault) return (default, LetterRefusals.Invalid(fault));
        var writer = await writers.For(session.Tenant, new(at.Id), form.Name, form.Ui, ct);
        try
        {
            var letter = writer.Write(
                template, Sample with { Number = known == LetterKind.Reminder ? 1 : 0, Language = at.Language });
            return !letter.Text.Contains(Sample.Link, StringComparison.Ordinal)
                ? (default, LetterRefusals.Invalid(new Fault("/text", "link", "Put {{link}} where the personal link goes.")))
                : !letter.Html.Contains(Sample.Link, StringComparison.Ordinal)
                    ? (default, LetterRefusals.Invalid(new Fault("/html", "link", "Put {{link}} where the personal link goes.")))
                    : ((known, template, letter), null);
        }
        catch (MailTemplateException invalid)
        {
            return (default, LetterRefusals.Invalid(new Fault("", "template", invalid.Message)));
        }
    }

    private static Fault? WhyNotIn(string? language) => language is null || LetterLanguages.IsLanguage(language) ? null
        : new("/language", "language", "Give a language such as de or pt-BR.");

    private static Fault? LengthFault(LetterKind kind, LetterTemplate template) =>
        template.Text.Length is 0 or > FormLimits.LetterLengthMax || template.Html?.Length > FormLimits.LetterLengthMax
            ? new("/text", "maxLength", $"1 to {FormLimits.LetterLengthMax} characters.")
            : kind != LetterKind.Sms && template.Subject.Length is 0 or > Limits.NameLengthMax
                ? new("/subject", "required", $"1 to {Limits.NameLengthMax} characters.")
                : null;

    private static LetterKind? KindOf(string text) =>
        Enum.TryParse<LetterKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsDigit(text[0]) ? kind : null;

    private static (string Name, JsonElement Ui)? Draft(Form form) => form switch
    {
        Form.Published published => (published.Latest.Name, published.Latest.Definition.Ui),
        Form.Draft draft => (draft.Name, draft.Definition.Ui),
        _ => null,
    };
}
