using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using AccountingSync.Contracts;
using MassTransit;
using MassTransit.Serialization;

namespace AccountingSync.Messaging;

/// <summary>The form in which messages travel: the body is the message alone (<see cref="MessageJson"/>), its type and id are properties of
/// the AMQP message. MassTransit's own envelope is three times as long and is parsed twice.</summary>
sealed class MessageForm : ISerializerFactory
{
    public static readonly ContentType Type = new("application/vnd.accountingsync+json");

    /// <summary>Bears the name of the message's type.</summary>
    public const string TypeHeader = "acs-type";

    public ContentType ContentType => Type;

    public static byte[] Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, typeof(T), MessageJson.Default);

    public IMessageDeserializer CreateDeserializer() => new MessageReader();

    public IMessageSerializer CreateSerializer() => new MessageWriter();
}

/// <summary>For what MassTransit would send by itself; all of the system's own messages leave by the outbox.</summary>
sealed class MessageWriter : IMessageSerializer
{
    public ContentType ContentType => MessageForm.Type;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(MessageForm.Write(context.Message));
}

/// <summary>Reads what the outbox has sent.</summary>
sealed class MessageReader : IMessageDeserializer
{
    public ContentType ContentType => MessageForm.Type;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        if (!headers.TryGetHeader(MessageForm.TypeHeader, out var type) || type is not string name)
            throw new SerializationException($"The message has no header {MessageForm.TypeHeader} that names its type.");
        return new ReadMessage(new RawMessageContext(headers, destinationAddress, RawSerializerOptions.Default), name, body.GetBytes());
    }

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("json").Add("contentType", ContentType.MediaType);
}

/// <summary>A message that was received, read once, as the type that it is said to be.</summary>
sealed class ReadMessage(MessageContext context, string typeName, byte[] body)
    : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, context, [UrnPrefix + typeName])
{
    const string UrnPrefix = "urn:message:AccountingSync.Contracts:";
    static readonly MessageWriter Writer = new();

    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? message)
        where T : class
    {
        message = TryGetMessage(typeof(T), out var untyped) ? (T)untyped : null;
        return message is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
    {
        message =
            messageType.Name == typeName && MessageJson.Default.GetTypeInfo(messageType) is { } type
                ? JsonSerializer.Deserialize(body, type) ?? throw new SerializationException($"The {typeName} is null.")
                : null;
        return message is not null;
    }

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => message is null ? [] : SystemTextJsonMessageSerializer.Instance.DeserializeObject<Dictionary<string, object>>(message)!;

    public override IMessageSerializer GetMessageSerializer() => Writer;

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => Writer;

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => Writer;
}
