using System.Net.Mail;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Letters;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;

namespace ConcertMaster.Forms.Invitations;

/// <summary>Reads who is to be asked: addresses, or objects with an address and what is known of the person.</summary>
internal static partial class RecipientReading
{
    public static (IReadOnlyList<InvitedPerson> People, Refusal? Refusal) Read(
        JsonElement recipients, Channel channel = Channel.Mail)
    {
        JsonElement[] items = recipients.ValueKind switch
        {
            JsonValueKind.Array => [.. recipients.EnumerateArray()],
            JsonValueKind.Object or JsonValueKind.String => [recipients],
            _ => [],
        };
        if (items.Length is 0 or > FormLimits.RecipientCountMax) return ([], FormRefusals.NoRecipients);
        var people = new List<InvitedPerson>(items.Length);
        var faults = new List<Fault>();
        foreach (var (index, item) in items.Index())
        {
            var fault = Fault(item, index, channel);
            if (fault is null) people.Add(Person(item));
            else if (faults.Count < FormLimits.FaultCountMax) faults.Add(fault);
        }
        return faults.Count == 0 ? (people, null) : ([], Invalid(faults));
    }

    /// <summary>Only those who sign in can find a form in the application.</summary>
    public static Refusal? WhyNotMembers(IReadOnlyList<InvitedPerson> people, IReadOnlyList<Actor> members)
    {
        var known = members.Select(member => member.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var faults = people.Index().Where(one => !known.Contains(one.Item.Recipient.Email)).Take(FormLimits.FaultCountMax)
            .Select(one => new Fault($"/recipients/{one.Index}/email", "member",
                "This is nobody's account in the organisation. Send by mail instead.")).ToList();
        return faults.Count == 0 ? null : Invalid(faults);
    }

    private static Refusal Invalid(List<Fault> faults) => CommonRefusals.Invalid("form.recipient-invalid",
        "Some recipients cannot be invited. Nothing was sent; mend them and send again.", faults);

    private static Fault? Fault(JsonElement item, int index, Channel channel)
    {
        var (email, phone) = (EmailOf(item), item.FindText("phone"));
        if (phone is not null && !Phone().IsMatch(Dialled(phone)))
            return new($"/recipients/{index}/phone", "phone", "Give a telephone number with its country, such as +49 170 1234567.");
        if (phone is null && channel == Channel.Sms)
            return new($"/recipients/{index}/phone", "required", "Text messages need a telephone number.");
        if (email is null ? phone is null || channel == Channel.Portal : email.Length > 254 || !IsAddress(email))
            return new($"/recipients/{index}/email", "email", "Give an e-mail address such as ana@example.org.");
        if ((item.FindText("message")?.Length ?? 0) > FormLimits.MessageLengthMax)
            return new($"/recipients/{index}/message", "maxLength", $"At most {FormLimits.MessageLengthMax} characters.");
        if (item.FindText("language") is { } language && !LetterLanguages.IsLanguage(language))
            return new($"/recipients/{index}/language", "language", "Give a language such as de or pt-BR.");
        if (item.Find("prefill") is { } prefill
            && (prefill.ValueKind != JsonValueKind.Object || JsonMarshal.GetRawUtf8Value(prefill).Length > FormLimits.PrefillBytesMax))
            return new($"/recipients/{index}/prefill", "type",
                $"An object with at most {FormLimits.PrefillBytesMax / 1024} kB of JSON.");
        return null;
    }

    private static InvitedPerson Person(JsonElement item) => new(
        new(EmailOf(item) ?? "", Cut(item.FindText("name")), Cut(item.FindText("reference")),
            item.FindText("phone") is { } phone ? Dialled(phone) : null, item.FindText("language")),
        item.Find("prefill"), item.FindText("message"));

    private static string? EmailOf(JsonElement item) =>
        (item.ValueKind == JsonValueKind.String ? item.GetString() : item.FindText("email"))?.Trim();

    // No display names and no line breaks: the text becomes a header of a mail.
    private static bool IsAddress(string email) =>
        MailAddress.TryCreate(email, out var address) && address.Address == email && !email.Any(char.IsControl);

    private static string Dialled(string phone) => Separators().Replace(phone, "");

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"[\s().\-/]")]
    private static partial Regex Separators();

    private static string? Cut(string? text) => text is null ? null : WholeText.First(text, Limits.NameLengthMax);
}
