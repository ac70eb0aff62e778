using System.Collections.Concurrent;
using HandlebarsDotNet;

namespace ConcertMaster.Output.Mailing;

internal sealed class MailTemplates : IMailTemplates
{
    private readonly Compiled _html = new(Handlebars.Create());
    private readonly Compiled _text = new(Handlebars.Create(new HandlebarsConfiguration { NoEscape = true }));

    public string Render(string template, IReadOnlyDictionary<string, object?> model) => _html.Render(template, model);

    public string RenderText(string template, IReadOnlyDictionary<string, object?> model) => _text.Render(template, model);

    private sealed class Compiled(IHandlebars handlebars)
    {
        private readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> _known = new(StringComparer.Ordinal);

        public string Render(string template, IReadOnlyDictionary<string, object?> model)
        {
            try
            {
                if (_known.Count >= OutputLimits.CompiledTemplatesMax) _known.Clear();
                return _known.GetOrAdd(template, text => handlebars.Compile(text))(model);
            }
            catch (HandlebarsException fault)
            {
                throw new MailTemplateException($"The template cannot be used: {fault.Message}", fault);
            }
        }
    }
}
