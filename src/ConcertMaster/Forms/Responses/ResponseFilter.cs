using System.Globalization;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Responses;

/// <summary>Which responses are wanted, in a list or in an export.</summary>
/// <param name="From">Received at this time or later.</param>
/// <param name="Until">Received before this time.</param>
/// <param name="Field">A question whose answer is asked about; sealed answers are found by nothing.</param>
/// <param name="Is"><c>equals</c>, <c>contains</c>, <c>atLeast</c>, <c>atMost</c>, <c>given</c> or <c>empty</c>.</param>
internal sealed record ResponseFilter(
    Guid? FormId, string? Status, string? Search, int? Version, DateTimeOffset? From, DateTimeOffset? Until, string? Field,
    string? Is, string? Value)
{
    /// <summary>
    /// Stands in a query over <c>read.responses</c> whose first parameter is the tenant and whose next are
    /// <see cref="Parameters"/>.
    /// </summary>
    public const string Sql = """
        ($2::uuid is null or form_id = $2)
        and ($3::text is null or status = $3)
        and ($4::text is null or reference ilike $4 or number ilike $4
             or (name ilike $4 and name not like 'sealed.v1.%') or (email ilike $4 and email not like 'sealed.v1.%')
             or person_id in (select p.person_id from app.persons p
                               where p.tenant_id = $1 and (p.email ilike $4 or p.name ilike $4)))
        and ($5::integer is null or form_version = $5)
        and ($6::timestamptz is null or submitted_at >= $6) and ($7::timestamptz is null or submitted_at < $7)
        and ($8::text is null or case
             when $9::text in ('equals', 'contains', 'atLeast', 'atMost') and answers ->> $8 like 'sealed.v1.%' then false
             else case $9
             when 'equals' then answers ->> $8 = $10 or (jsonb_typeof(answers -> $8) = 'array' and answers -> $8 ? $10)
             when 'contains' then answers ->> $8 ilike $11
             when 'atLeast' then case jsonb_typeof(answers -> $8) when 'number' then (answers ->> $8)::numeric >= $12::numeric
                                 when 'string' then answers ->> $8 >= $10 end
             when 'atMost' then case jsonb_typeof(answers -> $8) when 'number' then (answers ->> $8)::numeric <= $12::numeric
                                when 'string' then answers ->> $8 <= $10 end
             when 'given' then answers -> $8 is not null
             when 'empty' then answers -> $8 is null
             else true end end)
        """;

    public object?[] Parameters =>
    [
        FormId, Given(Status), SearchPattern.Containing(Search), Version, From?.ToUniversalTime(), Until?.ToUniversalTime(),
        Given(Field), Given(Is), Value ?? "", SearchPattern.Containing(Value),
        decimal.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    ];

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
