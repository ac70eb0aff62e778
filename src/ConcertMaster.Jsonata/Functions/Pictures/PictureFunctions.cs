using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Functions;

/// <summary>The functions that write and read numbers by a picture.</summary>
internal static class PictureFunctions
{
    public static Value FormatNumber(CallSite site, Value[] arguments)
    {
        if (arguments[0].IsUndefined)
        {
            return Value.Undefined;
        }
        var symbols = NumberSymbols.From(arguments[2].AsObject);
        var pictures = Picture(site, arguments[1]).Split(symbols.PatternSeparator);
        if (pictures.Length > 2)
        {
            throw new JsonataException("D3080");
        }
        var parts = Array.ConvertAll(pictures, picture => NumberPictureParts.Parse(picture, symbols));
        foreach (var part in parts)
        {
            part.Validate(symbols);
        }
        var number = NumberFunctions.Number(arguments[0]);
        var chosen = number >= 0 ? parts[0] : parts[^1];
        var result = new NumberPicture(chosen, symbols);
        if (!(number >= 0) && parts.Length == 1)
        {
            result.Prefix = symbols.Minus + result.Prefix;
        }
        return Value.Of(site.Run.Made(result.Format(number)));
    }

    public static Value FormatInteger(CallSite site, Value[] arguments) => arguments[0].IsUndefined
        ? Value.Undefined
        : Value.Of(site.Run.Made(
            IntegerPicture.Parse(Picture(site, arguments[1])).Format(Math.Floor(NumberFunctions.Number(arguments[0])))));

    public static Value ParseInteger(CallSite site, Value[] arguments) => arguments[0].IsUndefined
        ? Value.Undefined
        : Value.Of(IntegerPicture.Parse(Picture(site, arguments[1])).Read(StringFunctions.Text(arguments[0])));

    private static string Picture(CallSite site, in Value picture) =>
        site.Run.Picture(picture.AsString ?? throw new JsonataException("T0410", value: "2"));
}
