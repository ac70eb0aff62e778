namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>An error on its way out: its locations grow at the front, step by step.</summary>
internal sealed class Fault(string keyword, string message)
{
    /// <summary>Stands for a schema that nothing satisfies: the keyword that led to it is at fault.</summary>
    public const string Forbidden = "";

    private string keyword = keyword;
    private string message = message;
    private string? keywordLocation;
    private string instanceLocation = "";

    public void Prepend(string keywordStep, string? instanceStep)
    {
        if (keyword == Forbidden) Blame(keywordStep);
        else keywordLocation = string.Concat(keywordStep, keywordLocation ?? "/" + keyword);
        instanceLocation = string.Concat(instanceStep, instanceLocation);
    }

    public SchemaError ToError() =>
        new(instanceLocation, keywordLocation ?? (keyword == Forbidden ? "" : "/" + keyword), keyword, message);

    private void Blame(string keywordStep)
    {
        var end = keywordStep.IndexOf('/', 1);
        keyword = end < 0 ? keywordStep[1..] : keywordStep[1..end];
        message = Messages.Forbidden(keyword);
        keywordLocation = keywordStep;
    }
}
