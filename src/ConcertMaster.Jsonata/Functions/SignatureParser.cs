namespace ConcertMaster.Jsonata.Functions;

/// <summary>
/// Reads the signature of a function. What it returns is stated there but never checked, so it is passed over.
/// </summary>
internal static class SignatureParser
{
    public static Signature Parse(string definition, int position = 0)
    {
        var parameters = new List<Parameter>();
        for (var index = 1; index < definition.Length && definition[index] != ':'; index++)
        {
            var symbol = definition[index];
            switch (symbol)
            {
                case 's' or 'n' or 'b' or 'l' or 'o':
                    parameters.Add(new Parameter(TypeOf(symbol) | ArgumentTypes.Missing, symbol));
                    break;
                case 'f':
                    parameters.Add(new Parameter(ArgumentTypes.Function, symbol));
                    break;
                case 'a' or 'x':
                    parameters.Add(new Parameter(ArgumentTypes.Any, symbol));
                    break;
                case 'j':
                    parameters.Add(new Parameter(ArgumentTypes.Json, symbol));
                    break;
                case '-' when parameters.Count > 0:
                    parameters[^1].TakesContext = true;
                    parameters[^1].TakesAnyContext = parameters[^1].IsOptional;
                    parameters[^1].IsOptional = true;
                    break;
                case '?' when parameters.Count > 0:
                    parameters[^1].IsOptional = true;
                    break;
                case '+' when parameters.Count > 0:
                    parameters[^1].IsRepeated = true;
                    break;
                case '(':
                    var end = FindEnd(definition, index, '(', ')');
                    parameters.Add(ParseChoice(definition[(index + 1)..end], position + index));
                    index = end;
                    break;
                case '<':
                    var close = FindEnd(definition, index, '<', '>');
                    if (parameters.Count == 0 || parameters[^1].Type is not ('a' or 'f'))
                    {
                        throw new JsonataException("S0401", position + index);
                    }
                    parameters[^1].ItemType = definition[(index + 1)..close];
                    index = close;
                    break;
            }
        }
        return new Signature(definition, [.. parameters]);
    }

    public static ArgumentTypes TypeOf(char symbol) => symbol switch
    {
        's' => ArgumentTypes.String,
        'n' => ArgumentTypes.Number,
        'b' => ArgumentTypes.Boolean,
        'l' => ArgumentTypes.Null,
        'o' => ArgumentTypes.Object,
        'a' => ArgumentTypes.Array,
        'f' => ArgumentTypes.Function,
        'm' => ArgumentTypes.Missing,
        _ => ArgumentTypes.None,
    };

    private static Parameter ParseChoice(string choice, int position)
    {
        if (choice.Contains('<'))
        {
            throw new JsonataException("S0402", position);
        }
        var accepts = ArgumentTypes.Missing;
        foreach (var symbol in choice)
        {
            accepts |= TypeOf(symbol);
        }
        return new Parameter(accepts, '(');
    }

    private static int FindEnd(string definition, int start, char open, char close)
    {
        var depth = 1;
        var index = start;
        while (depth > 0 && ++index < definition.Length)
        {
            depth += definition[index] == open ? 1 : definition[index] == close ? -1 : 0;
        }
        return Math.Min(index, definition.Length - 1);
    }
}
