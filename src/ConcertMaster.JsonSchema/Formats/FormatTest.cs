using ConcertMaster.JsonSchema.Patterns;

namespace ConcertMaster.JsonSchema.Formats;

/// <summary>Whether a text is of a format.</summary>
internal delegate bool FormatTest(ReadOnlySpan<char> text);

/// <summary>The formats that can be asserted, by name. Others are remarks, as the specification has it.</summary>
internal static class FormatTable
{
    public static FormatTest? Find(string format, Draft draft) => format switch
    {
        "date" => DateAndTime.IsDate,
        "time" => DateAndTime.IsTime,
        "date-time" => DateAndTime.IsDateTime,
        "duration" => DateAndTime.IsDuration,
        "uuid" => Identifiers.IsUuid,
        "json-pointer" => Identifiers.IsJsonPointer,
        "relative-json-pointer" => Identifiers.IsRelativeJsonPointer,
        "ipv4" => Addresses.IsIpv4,
        "ipv6" => Addresses.IsIpv6,
        "uri" => Uris.IsUri,
        "uri-reference" => Uris.IsUriReference,
        "iri" => Uris.IsIri,
        "iri-reference" => Uris.IsIriReference,
        "uri-template" => Uris.IsUriTemplate,
        "email" => Emails.IsEmail,
        "idn-email" => Emails.IsInternationalEmail,
        "hostname" => draft >= Draft.Draft7 ? Hostnames.IsHostname : Hostnames.IsAsciiHostname,
        "regex" => EcmaPattern.IsPattern,
        "idn-hostname" => Hostnames.IsInternationalHostname,
        _ => null,
    };
}
