using System.Text.Json;
using ConcertMaster.Forms;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;

namespace ConcertMaster.Tests.Forms;

/// <summary>A form, an invitation and moments that the specifications of forms begin with.</summary>
internal static class FormSituations
{
    public static readonly FormId Id = new(new Guid("0198b000-0000-7000-8000-000000000001"));
    public static readonly InvitationId InvitationId = new(new Guid("0198b000-0000-7000-8000-000000000002"));
    public static readonly Guid Sending = new("0198b000-0000-7000-8000-000000000003");
    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Later = Noon.AddHours(1);

    public static readonly FormDefinition Totals = Definition("""
        { "type": "object", "properties": {
          "total": { "type": "number", "minimum": 0 }, "comment": { "type": "string", "maxLength": 10 } },
          "required": ["total"] }
        """);

    public static readonly CompiledForm Compiled = new(new(Id, "Emissions", 1, Totals.Hash(), Totals, null, Noon));

    public static readonly InvitationIssued Letter = new(InvitationId, Sending, Id, 1,
        new("kenya@suppliers.test", "Kenya", "KENYA"), null, null, Noon.AddDays(14), [], "run:1:ask:", Noon);

    public static readonly Invitation Issued = new Invitation.Issued(Letter, Noon, null, 0);

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    public static FormDefinition Definition(string schema, string ui = "{}") => new(Json(schema), Json(ui));

    public static SubmitResponse Submit(string answers, DateTimeOffset? at = null, Invitation? invitation = null) =>
        new(invitation ?? Issued, Compiled.Form, false, Judge(answers, at), at ?? Later);

    public static JudgedAnswers Judge(string answers, DateTimeOffset? at = null) =>
        AnswerValidation.Judge(Compiled, Json(answers), at ?? Later);
}
