using System.Collections.Concurrent;
using HandlebarsDotNet;

namespace ConcertMaster.Output.Mailing;

internal sealed class MailTemplates : IMailTemplates
{
    private readonly IHandlebars _handlebars = Handlebars.Create();
    private readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> _compiled = new(StringComparer.Ordinal);

    public string Render(string template, IReadOnlyDictionary<string, object?> model)
    {
        try
        {
            if (_compiled.Count >= OutputLimits.CompiledTemplatesMax) _compiled.Clear();
            return _compiled.GetOrAdd(template, text => _handlebars.Compile(text))(model);
        }
        catch (HandlebarsException fault)
        {
            throw new MailTemplateException($"The template cannot be used: {fault.Message}", fault);
        }
    }
}
