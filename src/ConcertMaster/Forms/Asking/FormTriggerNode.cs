using System.Text.Json;
using ConcertMaster.Sdk;

namespace ConcertMaster.Forms.Asking;

internal sealed class FormTriggerNode : INode
{
    public const string TypeName = "FormTrigger";

    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = TypeName,
        Name = "Form submitted",
        Category = NodeCategory.Trigger,
        Description = "Starts a run for each answer to a form that was sent by hand.",
        Icon = "clipboard-check",
        Tags = ["form", "answer", "start", "on form submission"],
        IsTrigger = true,
        IsPure = true,
        Outputs =
        [
            PortType.Of("Answer to a form", "responseId", "number", "recipient", "answers", "formId", "formVersion",
                "contentHash", "submittedAt"),
        ],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["formId"],
              "properties": { "formId": { "type": "string", "title": "Form", "x-widget": "form", "minLength": 1 } }
            }
            """),
        Documentation = """
            The run's input is `{responseId, number, recipient, answers, formId, formVersion, contentHash, submittedAt}`.
            Answers to a *Send form* step do not start runs: they belong to the run that asked.
            """,
        Examples = [new("Each answer to a form", NodeDescriptor.Schema("""{ "formId": "…" }"""))],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        ValueTask.FromResult<NodeResult>(NodeResult.Complete(context.Input));
}
