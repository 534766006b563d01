"""What the layer of labels is drawn from: lines, dots, a picture that moves with the view, and names."""
