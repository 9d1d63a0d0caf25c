using System.Xml;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>Reads XML that strangers wrote: without a document type, without entities of its own, without looking anything up, and only so deep and so large.</summary>
static class XmlFile
{
    const int MaxDepth = 64;
    const int MaxElements = 2_000_000;

    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = BankFile.MaxBytes,
        IgnoreComments = true,
    };

    /// <exception cref="BankShapeException">The file is no XML, or goes beyond a limit.</exception>
    public static FileElement Root(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart()), Settings);
            return Root(reader);
        }
        catch (XmlException wrong)
        {
            throw new BankShapeException(
                $"line {wrong.LineNumber}, column {wrong.LinePosition}",
                "XML",
                "malformed",
                $"The file cannot be read as XML: {wrong.Message} Ask the bank for the file again, and do not edit it."
            );
        }
    }

    static FileElement Root(XmlReader reader)
    {
        var place = (IXmlLineInfo)reader;
        var open = new Stack<FileElement>();
        FileElement? root = null;
        for (var elements = 0; reader.Read(); )
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new FileElement(reader.LocalName, reader.NamespaceURI, place.LineNumber, place.LinePosition);
                    if (++elements > MaxElements || open.Count >= MaxDepth)
                        throw element.Wrong(
                            "XML",
                            "too-large",
                            $"More than {MaxElements} elements, or more than {MaxDepth} within each other, are not read."
                        );
                    if (open.TryPeek(out var parent))
                        parent.Add(element);
                    root ??= element;
                    AddAttributes(reader, element);
                    if (!reader.IsEmptyElement)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    open.Peek().AddText(reader.Value);
                    break;
            }
        return root!; // Without a root, the reader throws.
    }

    // An attribute reads like a child: the only one that matters is a currency.
    static void AddAttributes(XmlReader reader, FileElement element)
    {
        var place = (IXmlLineInfo)reader;
        while (reader.MoveToNextAttribute())
            if (reader.NamespaceURI.Length == 0)
                element.Add(new FileElement('@' + reader.LocalName, element.Space, place.LineNumber, place.LinePosition) { Text = reader.Value });
        reader.MoveToElement();
    }
}
