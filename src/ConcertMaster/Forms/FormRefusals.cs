using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;

namespace ConcertMaster.Forms;

internal static class FormRefusals
{
    public static readonly Refusal NotFound = new("form.not-found", 404,
        "There is no such form. It may belong to another organisation; look in the list of forms.");
    public static readonly Refusal NameInvalid = CommonRefusals.Invalid("form.name-invalid",
        $"Give the form a name of at most {Limits.NameLengthMax} characters.",
        new Fault("/name", "required", $"1 to {Limits.NameLengthMax} characters."));
    public static readonly Refusal NotPublished = new("form.not-published", 409,
        "This form has no published version yet. Publish it, then send it.");
    public static readonly Refusal UnknownToken = new("form.unknown-token", 404,
        "This link does not lead to a form. Copy the whole address from the mail, or ask the sender for a new link.");
    public static readonly Refusal Closed = new("form.closed", 410,
        "This form no longer takes answers. Ask the sender if yours is still needed.");
    public static readonly Refusal DeadlinePassed = new("form.closed", 410,
        "The time for answers is over. Ask the sender if yours is still needed.");
    public static readonly Refusal Revoked = new("form.closed", 410,
        "The sender has withdrawn this invitation.");
    public static readonly Refusal AlreadySubmitted = new("form.already-submitted", 409,
        "This form was sent already; your first answer counts. Ask the sender if something has to be changed.");
    public static readonly Refusal AnswersMissing = new("form.invalid", 422,
        "Send the answers as an object under `answers`.")
    {
        Faults = [new("/answers", "type", "An object with one entry per field.")],
    };
    public static readonly Refusal ReservedText = CommonRefusals.Invalid("form.reserved-text",
        "An answer holds text that looks like a sealed value. Write it differently.");
    public static readonly Refusal NoRecipients = CommonRefusals.Invalid("form.no-recipients",
        $"Name 1 to {FormLimits.RecipientCountMax} recipients, each with an e-mail address.");

    public static readonly Refusal MessageTooLong = CommonRefusals.Invalid("form.message-too-long",
        $"A message has at most {FormLimits.MessageLengthMax} characters.", new Fault("/message", "maxLength", "Shorten it."));
    public static readonly Refusal RemindersInvalid = CommonRefusals.Invalid("form.reminders-invalid",
        $"Give at most {FormLimits.ReminderCountMax} reminders, each a duration such as P7D after the sending, or a time.",
        new Fault("/reminders", "format", "P7D, or 2026-12-31T12:00:00Z."));

    public static readonly Refusal DeadlineInvalid = CommonRefusals.Invalid("form.deadline-invalid",
        "Answers are taken until a time that is still to come, and that is after the sending opens.",
        new Fault("/deadline", "minimum", "A later time."));

    public static Refusal Unpublishable(IReadOnlyList<Fault> faults) => CommonRefusals.Invalid(
        "form.not-publishable", "The form cannot be published as it is. Mend what is listed.", faults);

    public static Refusal DefinitionInvalid(params IReadOnlyList<Fault> faults) => CommonRefusals.Invalid(
        "form.definition-invalid", "The definition cannot be read as a form.", faults);

    public static Refusal Invalid(IReadOnlyList<Fault> faults) => CommonRefusals.Invalid("form.invalid",
        faults.Count == 1 ? "One answer needs another look." : $"{faults.Count} answers need another look.", faults);
}
